#include "dataset/field_type.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "cell_reading.h"
#include "core/wording.h"

using namespace gongshi;

using Said = std::vector<std::string>;

TEST_CASE("types are found by type and format, each pair once") {
    std::set<std::pair<std::string_view, std::string_view>> pairs;
    for (const FieldType* type : all_field_types()) {
        CHECK(find_field_type(type->type(), type->format()) == type);
        CHECK(pairs.insert({type->type(), type->format()}).second);
    }
    CHECK(find_field_type("string", "e-mail") == nullptr);
    CHECK(find_field_type("text", "default") == nullptr);
}

TEST_CASE("a cell of each type") {
    struct {
        std::string type;
        std::string format;
        std::string cell;
        std::string text;  ///< canonical, or the code of the refusal
    } cases[] = {
        {"string", "default", "  云溪县\u3000 ", "云溪县"},
        {"string", "default", "一行\r\n二行", "一行 二行"},
        {"string", "text", "一行\r\n二行\r三行", "一行\n二行\n三行"},
        {"string", "uri", "https://www.yunxi.example/a?b=1", "https://www.yunxi.example/a?b=1"},
        {"string", "uri", "HTTP://yunxi.example", "http://yunxi.example"},
        {"string", "uri", "www.yunxi.example", "uri.form"},
        {"string", "uri", "javascript:alert(1)", "uri.form"},
        {"string", "uri", "https://a:b@yunxi.example/", "uri.form"},
        {"string", "uri", "https:///x", "uri.form"},
        {"string", "uri", "https://yunxi.example/\"onload=", "uri.form"},
        {"string", "uri", "https://yunxi.example/a b", "uri.form"},
        {"string", "attachment", "12号决定书.pdf", "12号决定书.pdf"},
        {"string", "attachment", "附件\\a.pdf", "附件/a.pdf"},
        {"string", "attachment", "../a.pdf", "attachment.unsafe"},
        {"string", "attachment", "a/../../b.pdf", "attachment.unsafe"},
        {"string", "attachment", "/etc/passwd", "attachment.unsafe"},
        {"string", "attachment", "C:\\a.pdf", "attachment.unsafe"},
        {"string", "attachment", ".htaccess", "attachment.unsafe"},
        {"string", "attachment", "a//b.pdf", "attachment.unsafe"},
        {"string", "division-code", "330902", "330902"},
        {"string", "division-code", "３３０９０２", "330902"},
        {"string", "division-code", "330902001", "330902001"},
        {"string", "division-code", "33090", "division_code.form"},
        {"string", "division-code", "990902", "division_code.form"},
        {"string", "phone", "0570-1234567", "phone.form"},  // no local number begins with 1
        {"string", "phone", "0570-6234567", "0570-6234567"},
        {"string", "phone", "（0570）6234567", "0570-6234567"},
        {"string", "phone", "05706234567", "0570-6234567"},
        {"string", "phone", "010-62345678-801", "010-62345678-801"},
        {"string", "phone", "010 6234 5678 转 801", "010-62345678-801"},
        {"string", "phone", "+86 138 0000 0000", "13800000000"},
        {"string", "phone", "400-123-4567", "400-123-4567"},
        {"string", "phone", "4001234567", "400-123-4567"},
        {"string", "phone", "12345", "12345"},
        {"string", "phone", "6234567、0570-6234568", "6234567、0570-6234568"},
        {"string", "phone", "见门口", "phone.form"},
        {"string", "phone", "138000000001", "phone.form"},
        {"string", "plate", "浙A·12345", "浙A12345"},
        {"string", "plate", "浙ａd12345", "浙AD12345"},
        {"string", "plate", "A12345", "plate.form"},
        {"integer", "default", "1,234", "1234"},
        {"integer", "default", "12.0", "12"},
        {"integer", "default", "12.5", "number.unparsable"},
        {"integer", "default", "-7", "-7"},
        {"integer", "default", "99999999999999999999", "number.too_large"},
        {"number", "default", "12.50", "12.50"},
        {"number", "default", "-0.05", "-0.05"},
        {"number", "default", "１２．５", "12.5"},
        {"number", "default", "1,23", "number.unparsable"},
        {"number", "default", "5%", "number.unparsable"},
        {"number", "default", "1e3", "number.unparsable"},
        {"number", "default", "-", "number.unparsable"},
        {"boolean", "default", "是", "true"},
        {"boolean", "default", "Ｎ", "false"},
        {"boolean", "default", "TRUE", "true"},
        {"boolean", "default", "也许", "boolean.unparsable"},
        {"list", "default", "警告；罚款;没收|罚款、\n", "[\"警告\",\"罚款\",\"没收\"]"},
        {"list", "default", " ； ", "(missing)"},
        {"list", "default", "引\"号", "[\"引\\\"号\"]"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.type);
        CAPTURE(c.format);
        CAPTURE(c.cell);
        CHECK(read_cell(field_of(c.type, c.format), c.cell).text == c.text);
    }
}

TEST_CASE("lost and private characters are told, and the text is kept") {
    const Field field = field_of("string");
    CHECK(read_cell(field, "王\uE863").said == Said{"text.private_use"});
    CHECK(read_cell(field, "王\uFFFD").said == Said{"text.replacement_character"});
    CHECK(read_cell(field, "王?明").said == Said{"text.replacement_character"});
    CHECK(read_cell(field, "是否属实?").said.empty());
    CHECK(read_cell(field, "甲\x01乙").text == "甲乙");
    CHECK(read_cell(field, "甲\x01乙").said == Said{"text.control_character"});
}

TEST_CASE("a code list takes codes and labels, and says what it does not know") {
    Field field = field_of("string");
    field.codes = {{"01", "普通"}, {"02", "特许"}, {"06", "其他"}};
    CHECK(read_cell(field, "01").text == "普通");
    CHECK(read_cell(field, "1").text == "普通");
    CHECK(read_cell(field, "特许").text == "特许");
    CHECK(read_cell(field, " 特 许 ").text == "特许");
    CHECK(read_cell(field, "其他-备案").text == "其他-备案");
    CHECK(read_cell(field, "07").text == "code.unknown");
    field.severities["code.unknown"] = Severity::warning;
    CHECK(read_cell(field, "登记").text == "登记");
    CHECK(read_cell(field, "登记").said == Said{"code.unknown"});
    Field list = field_of("list");
    list.codes = field.codes;
    CHECK(read_cell(list, "01；特许").text == "[\"普通\",\"特许\"]");
    CHECK(read_cell(list, "01；09").text == "code.unknown");
    for (const char* side_by_side : {"普通,特许", "普通，02", "普通 特许", "普通　特许", "普通和特许", "1/2"})
        CHECK(read_cell(list, side_by_side).text == "[\"普通\",\"特许\"]");
    CHECK(read_cell(list, "普通,登记").text == "code.unknown");  // not all are known: it is one item
    list.separators = "+";
    CHECK(read_cell(list, "01+02").text == "[\"普通\",\"特许\"]");
}

TEST_CASE("certificate numbers follow the pattern of the site") {
    const Field field = field_of("string", "certificate-number");
    const ValueSettings settings{"^[0-9]{11}$"};
    CHECK(read_cell(field, "３３０９ 0000001", settings).text == "33090000001");
    CHECK(read_cell(field, "3309000000", settings).text == "certificate_number.form");
    CHECK(read_cell(field, "云执0001", {}).text == "云执0001");
}

TEST_CASE("a schema's own words for yes and no") {
    Field field = field_of("boolean");
    field.true_values = {"准予"};
    field.false_values = {"不予"};
    CHECK(read_cell(field, "准予").text == "true");
    CHECK(read_cell(field, "不予").text == "false");
    CHECK(read_cell(field, "是").text == "boolean.unparsable");
}

TEST_CASE("every code of this folder has words and a heading in the documents") {
    const auto slurp = [](const std::string& path) {
        std::ifstream in(std::string(GONGSHI_ROOT) + path);
        std::stringstream text;
        text << in.rdbuf();
        return text.str();
    };
    const std::string source = slurp("/generator/dataset/codes.h"), docs = slurp("/docs/diagnostics/dataset.md");
    const std::vector<std::string> worded = worded_codes();
    std::size_t count = 0;
    for (std::size_t at = source.find("{\""); at != std::string::npos; at = source.find("{\"", at + 1), ++count) {
        const std::string code = source.substr(at + 2, source.find('"', at + 2) - at - 2);
        CAPTURE(code);
        CHECK(std::find(worded.begin(), worded.end(), code) != worded.end());
        CHECK(docs.find("## " + code + "\n") != std::string::npos);
    }
    CHECK(count > 50);
}
