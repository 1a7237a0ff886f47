// How fast pages are written: one core, the default theme's page of a penalty decision, as the site fills it.
// Prints ns a page, pages a second and bytes a page; `template_bench 1000` renders that often (for callgrind).
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/wording.h"
#include "site/words.h"
#include "template/theme.h"

using namespace gongshi;

namespace {

using Pairs = std::initializer_list<Member>;

/// What the site gives every page and a record's page: contract of docs/templates.md, all invented.
class RecordView {
public:
    explicit RecordView(const Words& words) : words_(words) {}

    std::vector<Member> globals(Arena& arena) const {
        return {{"site", site(arena)},
                {"lang", Data::text("zh-CN")},
                {"root", Data::text("")},
                {"t", words_.root()},
                {"menu", menu(arena)},
                {"assets", assets(arena)},
                {"page", page(arena)},
                {"paths", paths(arena)},
                {"data_as_of", day(19)},
                {"dataset", Data::object_in(arena, {{"title", Data::text("行政处罚")},
                                                    {"name", Data::text("penalties")},
                                                    {"url", Data::text("/penalties/index.html")}})},
                {"record", record(arena)}};
    }

private:
    static Data day(int d) { return Data::date(*Date::of(2026, 11, d)); }

    static Data list(Arena& arena, std::initializer_list<Data> items) {
        return Data::list_in(arena, std::span<const Data>(items.begin(), items.size()));
    }

    static Data link(Arena& arena, const char* title, const char* url) {
        return Data::object_in(
            arena,
            {{"title", Data::text(title)}, {"url", Data::text(url)}, {"note", Data()}, {"current", Data::flag(false)}});
    }

    static Data site(Arena& arena) {
        const Data government = Data::object_in(arena, {{"site_id_code", Data::text("3309990001")},
                                                        {"sponsor", Data::text("云溪县人民政府")},
                                                        {"organizer", Data::text("云溪县司法局")},
                                                        {"address", Data::text("云溪县人民路1号")},
                                                        {"postcode", Data::text("323999")},
                                                        {"phone", Data::text("0570-5550100")},
                                                        {"email", Data::text("zfgs@yunxi.example")},
                                                        {"icp", Data::text("浙ICP备20269999号")},
                                                        {"police_record", Data::text("浙公网安备33099902000001号")},
                                                        {"error_report_url", Data()}});
        const auto language = [&](const char* code, const char* title, const char* url, bool current) {
            return Data::object_in(arena, {{"code", Data::text(code)},
                                           {"title", Data::text(title)},
                                           {"url", Data::text(url)},
                                           {"canonical", Data::text(url)},
                                           {"current", Data::flag(current)}});
        };
        return Data::object_in(
            arena, {{"name", Data::text("云溪县行政执法公示平台")},
                    {"short_name", Data::text("云溪执法公示")},
                    {"description", Data::text("云溪县各行政执法机关的执法信息")},
                    {"base_url", Data::text("https://zfgs.yunxi.example")},
                    {"domain", Data::text("zfgs.yunxi.example")},
                    {"languages", list(arena, {language("zh-CN", "中文", "/penalties/4t0v9k2m7q.html", true),
                                               language("en", "English", "/en/penalties/4t0v9k2m7q.html", false)})},
                    {"government", government},
                    {"pages", Data::object_in(arena, {{"about", Data::text("/about.html")},
                                                      {"help", Data::text("/help.html")},
                                                      {"remedies", Data::text("/remedies.html")},
                                                      {"privacy", Data::text("/privacy.html")},
                                                      {"open_data", Data::text("/open-data.html")}})}});
    }

    static Data menu(Arena& arena) {
        return list(arena, {link(arena, "首页", "/"), link(arena, "行政处罚", "/penalties/index.html"),
                            link(arena, "行政许可", "/permits/index.html"), link(arena, "执法机关", "/dept/index.html"),
                            link(arena, "关于本站", "/about.html")});
    }

    static Data assets(Arena& arena) {
        std::vector<Member> members;
        for (const char* name : {"icon.svg", "site.css", "site.js", "theme-boot.js"}) {
            members.push_back({name, Data::object_in(arena, {{"url", Data::text("/assets/site.4f0c1d2a.css")},
                                                             {"integrity", Data::text("sha384-AAAAAAAAAAAAAAAAAAAAAAAA"
                                                                                      "AAAAAAAAAAAAAAAAAAAA")}})});
        }
        return Data::object_in(arena, std::span<const Member>(members));
    }

    static Data page(Arena& arena) {
        return Data::object_in(
            arena,
            {{"kind", Data::text("record")},
             {"path", Data::text("/penalties/4t0v9k2m7q.html")},
             {"url", Data::text("https://zfgs.yunxi.example/penalties/4t0v9k2m7q.html")},
             {"title", Data::text("云市监罚〔2026〕12号")},
             {"description", Data::text("云溪县市场监督管理局行政处罚决定：云市监罚〔2026〕12号")},
             {"keywords", Data::text("行政执法公示,行政处罚,云溪县")},
             {"column", Data()},
             {"published", day(12)},
             {"source", Data::text("云溪县市场监督管理局")},
             {"noindex", Data::flag(false)},
             {"crumbs", list(arena, {link(arena, "首页", "/"), link(arena, "行政处罚", "/penalties/index.html")})}});
    }

    static Data paths(Arena& arena) {
        return Data::object_in(arena, {{"departments", Data::text("/dept/index.html")},
                                       {"search", Data::text("/search/index.html")},
                                       {"parties", Data::text("/party/index.html")},
                                       {"sitemap", Data::text("/sitemap.html")}});
    }

    static Data field(Arena& arena, const char* label, const char* kind, Data value, const char* text,
                      const char* href = nullptr) {
        return Data::object_in(
            arena, {{"name", Data::text("field")},
                    {"label", Data::text(label)},
                    {"kind", Data::text(kind)},
                    {"value", value},
                    {"text", Data::text(text)},
                    {"unit_text", Data()},
                    {"href", href == nullptr ? Data() : Data::text(href)},
                    {"items", list(arena, {Data::object_in(arena, {{"text", Data::text(text)}, {"href", Data()}})})}});
    }

    static Data text_field(Arena& arena, const char* label, const char* text, const char* kind = "text") {
        return field(arena, label, kind, Data::text(text), text);
    }

    static Data group(Arena& arena, const char* key, const char* title, std::initializer_list<Data> fields) {
        return Data::object_in(
            arena, {{"key", Data::text(key)}, {"title", Data::text(title)}, {"fields", list(arena, fields)}});
    }

    static Data groups(Arena& arena) {
        return list(
            arena,
            {group(
                 arena, "facts", "违法事实",
                 {text_field(arena, "违法行为类型", "销售不符合食品安全标准的食品"),
                  text_field(arena, "违法事实",
                             "当事人于2026年9月3日在云溪县人民路88号的经营场所销售超过保质期的食品共12袋，货值金额"
                             "人民币壹佰捌拾元整。以上事实有现场检查笔录、询问笔录、现场照片和进货单据为证。\n当事人在"
                             "规定期限内未提出陈述申辩，也未要求听证。",
                             "longtext")}),
             group(arena, "basis", "处罚依据",
                   {text_field(
                       arena, "处罚依据",
                       "《中华人民共和国食品安全法》第三十四条第十项、第一百二十四条第一款第五项；《中华人民共和国"
                       "行政处罚法》第二十八条第一款、第三十三条第一款",
                       "longtext")}),
             group(arena, "content", "处罚内容",
                   {text_field(arena, "处罚内容",
                               "一、没收违法经营的食品12袋；二、没收违法所得人民币36元；三、罚款人民币2000元。",
                               "longtext"),
                    field(arena, "处罚类别", "list", Data::text("罚款"), "罚款、没收违法所得、没收非法财物")}),
             group(arena, "amounts", "金额",
                   {field(arena, "罚款金额", "money", Data::money(200000), "2000"),
                    field(arena, "没收违法所得", "money", Data::money(3600), "36")}),
             group(arena, "dates", "日期",
                   {field(arena, "处罚决定日期", "date", day(9), "2026-11-09"),
                    field(arena, "公示日期", "date", day(12), "2026-11-12"),
                    field(arena, "公示截止期", "date", day(30), "2026-11-30")}),
             group(arena, "identity", "相对人",
                   {text_field(arena, "统一社会信用代码", "91330999MA2ABCDE1X", "code"),
                    text_field(arena, "相对人类别", "法人及非法人组织"),
                    text_field(arena, "工商注册号", "330999000012345", "code")}),
             group(arena, "other", "其他",
                   {text_field(arena, "处罚机关代码", "11330999002650002A", "code"),
                    text_field(arena, "数据来源单位", "云溪县市场监督管理局"),
                    text_field(arena, "数据来源单位代码", "11330999002650002A", "code"),
                    text_field(arena, "备注", "当事人已履行完毕，信用修复申请可向作出处罚决定的机关提出。")})});
    }

    static Data record(Arena& arena) {
        const Data provenance = Data::object_in(
            arena, {{"department", Data::text("云溪县市场监督管理局")},
                    {"source_file", Data::text("data/inbox/scjg/penalties_202611.csv")},
                    {"as_of", day(19)},
                    {"approved_by_office", Data::text("法规科")},
                    {"approved_on", day(11)},
                    {"version", Data::integer(1)},
                    {"digest", Data::text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")}});
        const Data remedies = Data::object_in(arena, {{"review_body", Data::text("云溪县人民政府")},
                                                      {"review_days", Data::integer(60)},
                                                      {"court", Data::text("云溪县人民法院")},
                                                      {"litigation_months", Data::integer(6)},
                                                      {"phone", Data::text("0570-5550123")},
                                                      {"address", Data::text("云溪县人民路88号")}});
        const Data related = Data::object_in(
            arena,
            {{"title", Data::text("执法事项")},
             {"links", list(arena, {link(arena, "330231006000 对销售不符合标准食品的处罚", "/items/8q2m4t0v9k.html"),
                                    link(arena, "中华人民共和国食品安全法", "/laws/0v9k2m7q4t.html")})},
             {"count", Data::integer(2)},
             {"more_url", Data()}});
        return Data::object_in(
            arena, {{"id", Data::text("4t0v9k2m7q")},
                    {"title", Data::text("云市监罚〔2026〕12号")},
                    {"subtitle", Data()},
                    {"department", Data::object_in(arena, {{"title", Data::text("云溪县市场监督管理局")},
                                                           {"url", Data::text("/dept/scjg.html")}})},
                    {"facts", list(arena, {field(arena, "处罚机关", "text", Data::text("云溪县市场监督管理局"),
                                                 "云溪县市场监督管理局", "/dept/scjg.html"),
                                           field(arena, "行政相对人", "text", Data::text("云溪县丰登粮油商行"),
                                                 "云溪县丰登粮油商行", "/party/91330999ma2abcde1x.html"),
                                           text_field(arena, "处罚类别", "罚款、没收违法所得"),
                                           text_field(arena, "处罚内容", "罚款人民币2000元，没收违法所得人民币36元")})},
                    {"groups", groups(arena)},
                    {"related", list(arena, {related})},
                    {"party_url", Data::text("/party/91330999ma2abcde1x.html")},
                    {"remedies", remedies},
                    {"provenance", provenance},
                    {"qr", Data::text("")},
                    {"url", Data::text("https://zfgs.yunxi.example/penalties/4t0v9k2m7q.html")},
                    {"steps", Data()},
                    {"state", Data()},
                    {"images", Data::list({})}});
    }

    const Words& words_;
};

bool told(Diagnostics& findings) {
    const bool any = !findings.empty();
    for (const Diagnostic& finding : findings.take_sorted()) std::fputs(to_text(finding, Language::en).c_str(), stderr);
    return any;
}

}  // namespace

int main(int count, char** arguments) {
    Diagnostics findings;
    const std::vector<ThemeLayer> layers = {{GONGSHI_ROOT "/themes/default", "themes/default"}};
    const auto compiling = std::chrono::steady_clock::now();
    const Theme theme = Theme::load(layers, findings);
    const auto compiled = std::chrono::steady_clock::now() - compiling;
    const Words words = Words::read(layers, "zh-CN", findings);
    if (told(findings)) return 2;
    Arena view, scratch;
    const std::vector<Member> globals = RecordView(words).globals(view);
    const Template& page = *theme.find("record.html");
    const long pages = count > 1 ? std::atol(arguments[1]) : 100000;
    std::string out;
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < pages; ++i) {
        out.clear();
        scratch.reset();
        const Result<void> rendered = render(page, globals, Language::zh, scratch, out);
        if (rendered) continue;
        std::fputs(to_text(rendered.error(), Language::en).c_str(), stderr);
        return 1;
    }
    const double nanoseconds =
        double(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count());
    std::printf("template: %.0f ns/page, %.0f pages/s a core, %zu bytes/page (%ld pages; theme compiled in %.1f ms)\n",
                nanoseconds / double(pages), 1e9 * double(pages) / nanoseconds, out.size(), pages,
                double(std::chrono::duration_cast<std::chrono::microseconds>(compiled).count()) / 1000);
    if (std::getenv("GONGSHI_BENCH_PAGE") != nullptr) std::fputs(out.c_str(), stdout);
    return 0;
}
