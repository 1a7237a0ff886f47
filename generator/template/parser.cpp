#include "template/parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "template/codes.h"
#include "template/expression_parser.h"
#include "template/lexer.h"

namespace gongshi::syntax {
namespace {

constexpr int deepest = 100;

std::string in_quotes(std::string_view word) { return "“" + std::string(word) + "”"; }

/// Reads the pieces of one file into nodes; statements that hold others call themselves.
class FileParser {
public:
    FileParser(const Sources& sources, std::uint32_t file, std::vector<Piece> pieces)
        : sources_(sources), pieces_(std::move(pieces)) {
        unit_.file = file;
    }

    Result<Unit> parse() {
        unit_.nodes = nodes_until({}, At{unit_.file, 1, 1});
        if (failure_) return Failure(std::move(*failure_));
        return std::move(unit_);
    }

private:
    void fail(At at, std::uint32_t length, const Said& reason) {
        if (!failure_) failure_ = syntax_mistake(sources_, at, length, reason);
    }

    ExpressionParser parser_for(const Piece& piece) {
        Result<std::vector<Token>> tokens = tokens_of(piece, sources_);
        if (!tokens) {
            if (!failure_) failure_ = tokens.error();
            return {std::vector<Token>{{Token::Kind::end, {}, piece.at}}, sources_};
        }
        return {std::move(*tokens), sources_};
    }

    bool finish(ExpressionParser& parser) {
        parser.expect_end();
        if (parser.failure() && !failure_) failure_ = std::move(parser.failure());
        return !failure_;
    }

    /// Nodes up to a statement whose first word is one of `ends`, which is left as `stopped_by_`. `opened` is what the
    /// reader would look for when there is none.
    Nodes nodes_until(std::initializer_list<std::string_view> ends, At opened) {
        Nodes nodes;
        if (++depth_ > deepest) fail(opened, 1, {"语句嵌套太深", "nested too deeply"});
        while (!failure_ && next_ < pieces_.size()) {
            const Piece piece = pieces_[next_++];
            if (piece.kind == Piece::Kind::text) {
                auto node = make(Kind::text, piece.at);
                node->text = piece.text;
                nodes.push_back(std::move(node));
                continue;
            }
            ExpressionParser parser = parser_for(piece);
            if (piece.kind == Piece::Kind::output) {
                auto node = make(Kind::output, piece.at);
                node->expr = parser.expression();
                finish(parser);
                nodes.push_back(std::move(node));
            } else if (std::find(ends.begin(), ends.end(), parser.now().word) != ends.end()) {
                stopped_by_ = piece;
                --depth_;
                return nodes;
            } else {
                statement(parser, piece, nodes);
            }
        }
        if (!failure_ && ends.size() > 0) {
            const std::string end = "{% " + std::string(*(ends.end() - 1)) + " %}";
            fail(opened, 1, {"缺少 " + end, end + " is missing"});
        }
        --depth_;
        return nodes;
    }

    std::shared_ptr<Node> make(Kind kind, At at) const {
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->at = at;
        return node;
    }

    struct Statement {
        std::string_view word;
        void (FileParser::*read)(ExpressionParser&, const Piece&, Nodes&);
    };

    void statement(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        static constexpr std::array statements = {
            Statement{"if", &FileParser::read_if},           Statement{"for", &FileParser::read_for},
            Statement{"set", &FileParser::read_set},         Statement{"block", &FileParser::read_block},
            Statement{"extends", &FileParser::read_extends}, Statement{"include", &FileParser::read_include},
            Statement{"macro", &FileParser::read_macro},     Statement{"import", &FileParser::read_import},
            Statement{"from", &FileParser::read_from},
        };
        const Token word = parser.now();
        for (const Statement& one : statements) {
            if (word.kind == Token::Kind::name && parser.take_name(one.word))
                return (this->*one.read)(parser, piece, nodes);
        }
        if (parser.failure()) return void(finish(parser));
        const auto length = std::uint32_t(std::max<std::size_t>(1, count_code_points(word.word)));
        static constexpr std::array<std::string_view, 8> closers = {"elif",     "else",     "endif",  "endfor",
                                                                    "endblock", "endmacro", "endset", "endraw"};
        if (std::find(closers.begin(), closers.end(), word.word) != closers.end())
            return fail(
                word.at, length,
                {in_quotes(word.word) + "没有对应的开头", in_quotes(word.word) + " closes nothing that is open here"});
        std::vector<std::string> known(closers.begin(), closers.end());
        for (const Statement& one : statements) known.emplace_back(one.word);
        const auto nearest = nearest_name(word.word, known);
        fail(word.at, length,
             {"没有名为" + in_quotes(word.word) + "的语句" + (nearest ? "，最接近的是" + in_quotes(*nearest) : ""),
              "there is no statement " + in_quotes(word.word) +
                  (nearest ? ", the nearest is " + in_quotes(*nearest) : "")});
    }

    /// Behind the closing word only the name of what it closes may stand.
    void close(std::string_view word, const std::string& name) {
        if (failure_) return;
        ExpressionParser parser = parser_for(stopped_by_);
        parser.expect_name(word);
        if (!name.empty() && !parser.at_end() && !parser.take_name(name))
            parser.fail(parser.now(), {"这里关闭的是" + in_quotes(name), "what is closed here is " + in_quotes(name)});
        finish(parser);
    }

    void read_if(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::branch, piece.at);
        ExprPtr condition = parser.expression();
        finish(parser);
        for (;;) {
            Nodes body =
                condition ? nodes_until({"elif", "else", "endif"}, piece.at) : nodes_until({"endif"}, piece.at);
            node->branches.emplace_back(condition, std::move(body));
            node->ends.push_back(stopped_by_.at);
            if (failure_) return;
            ExpressionParser next = parser_for(stopped_by_);
            if (next.take_name("endif")) {
                finish(next);
                break;
            }
            condition = next.take_name("elif") ? next.expression() : nullptr;
            if (!condition) next.take_name("else");
            finish(next);
        }
        nodes.push_back(std::move(node));
    }

    std::string variable_name(ExpressionParser& parser) {
        if (parser.now().word == "loop")
            parser.fail(parser.now(), {"“loop”是循环自己的变量", "“loop” is the loop's own variable"});
        return parser.name().value_or("");
    }

    void read_for(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::loop, piece.at);
        do {
            node->names.push_back(variable_name(parser));
        } while (!parser.failure() && parser.take_sign(","));
        parser.expect_name("in");
        node->expr = parser.unconditional();
        if (parser.take_name("if")) node->condition = parser.expression();
        finish(parser);
        node->body = nodes_until({"else", "endfor"}, piece.at);
        node->ends.push_back(stopped_by_.at);
        if (failure_) return;
        ExpressionParser next = parser_for(stopped_by_);
        if (next.take_name("else")) {
            finish(next);
            node->otherwise = nodes_until({"endfor"}, piece.at);
            node->ends.push_back(stopped_by_.at);
        }
        close("endfor", "");
        nodes.push_back(std::move(node));
    }

    /// `{% set x = … %}`, or `{% set x %}…{% endset %}`, which keeps HTML.
    void read_set(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::set, piece.at);
        node->text = variable_name(parser);
        const bool captures = !parser.failure() && parser.at_end();
        if (!captures) {
            parser.expect_sign("=");
            node->expr = parser.expression();
        }
        finish(parser);
        if (captures) {
            node->kind = Kind::capture;
            node->body = nodes_until({"endset"}, piece.at);
            close("endset", "");
        }
        nodes.push_back(std::move(node));
    }

    void read_block(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::block, piece.at);
        node->text = parser.name().value_or("");
        if (in_macro_) fail(piece.at, 1, {"宏里不能有块", "a macro holds no blocks"});
        finish(parser);
        node->body = nodes_until({"endblock"}, piece.at);
        close("endblock", node->text);
        if (!failure_ && !unit_.blocks.emplace(node->text, node).second)
            fail(piece.at, 1,
                 {"本文件里有两个" + in_quotes(node->text) + "块",
                  "the block " + in_quotes(node->text) + " stands twice in this file"});
        nodes.push_back(std::move(node));
    }

    void read_extends(ExpressionParser& parser, const Piece& piece, Nodes&) {
        if (!unit_.extends.empty()) fail(piece.at, 1, {"一个模板只能继承一个模板", "a template extends one other"});
        if (depth_ > 1) fail(piece.at, 1, {"extends 要写在最外层", "extends stands outside of everything else"});
        unit_.extends = parser.text().value_or("");
        unit_.extends_at = piece.at;
        finish(parser);
    }

    void read_include(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::include, piece.at);
        node->text = parser.text().value_or("");
        finish(parser);
        nodes.push_back(std::move(node));
    }

    void read_macro(ExpressionParser& parser, const Piece& piece, Nodes&) {
        auto macro = std::make_shared<Macro>();
        macro->at = piece.at;
        macro->name = parser.name().value_or("");
        if (depth_ > 1) fail(piece.at, 1, {"macro 要写在最外层", "a macro stands outside of everything else"});
        parser.expect_sign("(");
        while (!parser.failure() && !parser.take_sign(")")) {
            if (!macro->parameters.empty() && !parser.expect_sign(",")) break;
            Parameter parameter;
            parameter.name = variable_name(parser);
            if (parser.take_sign("=")) parameter.otherwise = parser.expression();
            macro->parameters.push_back(std::move(parameter));
        }
        finish(parser);
        const bool outer = std::exchange(in_macro_, true);
        macro->body = nodes_until({"endmacro"}, piece.at);
        in_macro_ = outer;
        close("endmacro", macro->name);
        if (!failure_ && !unit_.macros.emplace(macro->name, macro).second)
            fail(piece.at, 1,
                 {"本文件里有两个" + in_quotes(macro->name) + "宏",
                  "the macro " + in_quotes(macro->name) + " stands twice in this file"});
    }

    void read_import(ExpressionParser& parser, const Piece& piece, Nodes&) {
        Import import{piece.at, parser.text().value_or(""), "", {}};
        parser.expect_name("as");
        import.as = parser.name().value_or("");
        finish(parser);
        unit_.imports.push_back(std::move(import));
    }

    void read_from(ExpressionParser& parser, const Piece& piece, Nodes&) {
        Import import{piece.at, parser.text().value_or(""), "", {}};
        parser.expect_name("import");
        do {
            const std::string name = parser.name().value_or("");
            import.names.emplace_back(name, parser.take_name("as") ? parser.name().value_or("") : name);
        } while (!parser.failure() && parser.take_sign(","));
        finish(parser);
        unit_.imports.push_back(std::move(import));
    }

    const Sources& sources_;
    std::vector<Piece> pieces_;
    std::size_t next_ = 0;
    int depth_ = 0;
    bool in_macro_ = false;
    Piece stopped_by_;
    Unit unit_;
    std::optional<Diagnostic> failure_;
};

}  // namespace

Result<Unit> parse(const Sources& sources, std::uint32_t file) {
    if (const auto bad = first_invalid_utf8(sources[file].text)) {
        const auto line =
            std::count(sources[file].text.begin(), sources[file].text.begin() + std::ptrdiff_t(*bad), '\n');
        return Failure(syntax_mistake(sources, At{file, std::uint32_t(line + 1), 1}, 1,
                                      {"文件不是 UTF-8 编码", "the file is not UTF-8"}));
    }
    Result<std::vector<Piece>> pieces = cut(sources, file);
    if (!pieces) return Failure(pieces.error());
    return FileParser(sources, file, std::move(*pieces)).parse();
}

}  // namespace gongshi::syntax
