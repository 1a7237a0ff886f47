#include "template/parser.h"

#include <array>

#include "core/text.h"
#include "template/codes.h"
#include "template/expression_parser.h"
#include "template/lexer.h"

namespace gongshi::syntax {
namespace {

/// Reads the pieces of one file into nodes; statements that hold others call themselves.
class FileParser {
public:
    FileParser(const std::vector<Source>& sources, std::uint32_t file, std::vector<Piece> pieces)
        : sources_(sources), pieces_(std::move(pieces)) {
        unit_.file = file;
    }

    Result<Unit> parse() {
        unit_.nodes = nodes_until({}, At{unit_.file, 1, 1});
        if (failure_) return Failure(std::move(*failure_));
        return std::move(unit_);
    }

private:
    void fail(At at, std::uint32_t length, std::string message) {
        if (!failure_) failure_ = mistake(codes::template_syntax, sources_, at, length, std::move(message));
    }

    ExpressionParser parser_for(const Piece& piece) {
        Result<std::vector<Token>> tokens = tokens_of(piece, sources_);
        if (!tokens) {
            if (!failure_) failure_ = tokens.error();
            return {std::vector<Token>{{Token::Kind::end, {}, piece.at}}, sources_, unit_.calls};
        }
        return {std::move(*tokens), sources_, unit_.calls};
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
        if (++depth_ > 100) fail(opened, 1, "nested too deeply");
        while (!failure_ && next_ < pieces_.size()) {
            const Piece piece = pieces_[next_++];
            if (piece.kind == Piece::Kind::text) {
                auto node = make(Kind::text, piece.at);
                node->text = piece.text;
                nodes.push_back(std::move(node));
            } else if (piece.kind == Piece::Kind::output) {
                ExpressionParser parser = parser_for(piece);
                auto node = make(Kind::output, piece.at);
                node->expr = parser.expression();
                finish(parser);
                nodes.push_back(std::move(node));
            } else {
                ExpressionParser parser = parser_for(piece);
                const std::string_view word = parser.now().word;
                for (std::string_view end : ends) {
                    if (word != end) continue;
                    stopped_by_ = piece;
                    --depth_;
                    return nodes;
                }
                statement(parser, piece, nodes);
            }
        }
        if (!failure_ && ends.size() > 0) fail(opened, 1, "missing {% " + std::string(*(ends.end() - 1)) + " %}");
        --depth_;
        return nodes;
    }

    std::shared_ptr<Node> make(Kind kind, At at) const {
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->at = at;
        return node;
    }

    void statement(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        struct Statement {
            std::string_view word;
            void (FileParser::*read)(ExpressionParser&, const Piece&, Nodes&);
        };
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
        std::vector<std::string> known;
        for (const Statement& one : statements) known.emplace_back(one.word);
        const auto nearest = nearest_name(word.word, known);
        fail(word.at, std::uint32_t(std::max<std::size_t>(1, word.word.size())),
             "unknown statement “" + std::string(word.word) + "”" +
                 (nearest ? ", did you mean “" + *nearest + "”?" : ""));
    }

    void read_if(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::branch, piece.at);
        ExprPtr condition = parser.expression();
        finish(parser);
        for (;;) {
            Nodes body =
                condition ? nodes_until({"elif", "else", "endif"}, piece.at) : nodes_until({"endif"}, piece.at);
            node->branches.emplace_back(condition, std::move(body));
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

    void read_for(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::loop, piece.at);
        node->text = parser.name().value_or("");
        node->key = Key(node->text);
        parser.expect_name("in");
        node->expr = parser.expression();
        finish(parser);
        node->body = nodes_until({"else", "endfor"}, piece.at);
        if (failure_) return;
        ExpressionParser next = parser_for(stopped_by_);
        if (next.take_name("else")) {
            finish(next);
            node->otherwise = nodes_until({"endfor"}, piece.at);
        }
        nodes.push_back(std::move(node));
    }

    void read_set(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::set, piece.at);
        node->text = parser.name().value_or("");
        node->key = Key(node->text);
        parser.expect_sign("=");
        node->expr = parser.expression();
        finish(parser);
        nodes.push_back(std::move(node));
    }

    void read_block(ExpressionParser& parser, const Piece& piece, Nodes& nodes) {
        auto node = make(Kind::block, piece.at);
        node->text = parser.name().value_or("");
        finish(parser);
        node->body = nodes_until({"endblock"}, piece.at);
        if (!failure_ && !unit_.blocks.emplace(node->text, node).second)
            fail(piece.at, 1, "the block “" + node->text + "” stands twice in this file");
        nodes.push_back(std::move(node));
    }

    void read_extends(ExpressionParser& parser, const Piece& piece, Nodes&) {
        if (!unit_.extends.empty()) fail(piece.at, 1, "a template extends one other");
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
        parser.expect_sign("(");
        while (!parser.failure() && !parser.take_sign(")")) {
            if (!macro->parameters.empty() && !parser.expect_sign(",")) break;
            Parameter parameter;
            parameter.name = parser.name().value_or("");
            if (parser.take_sign("=")) parameter.otherwise = parser.expression();
            macro->parameters.push_back(std::move(parameter));
        }
        for (Parameter& parameter : macro->parameters) parameter.key = Key(parameter.name);
        finish(parser);
        macro->body = nodes_until({"endmacro"}, piece.at);
        if (!failure_ && !unit_.macros.emplace(macro->name, macro).second)
            fail(piece.at, 1, "the macro “" + macro->name + "” stands twice in this file");
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

    const std::vector<Source>& sources_;
    std::vector<Piece> pieces_;
    std::size_t next_ = 0;
    int depth_ = 0;
    Piece stopped_by_;
    Unit unit_;
    std::optional<Diagnostic> failure_;
};

}  // namespace

Result<Unit> parse(const std::vector<Source>& sources, std::uint32_t file) {
    Result<std::vector<Piece>> pieces = cut(sources, file);
    if (!pieces) return Failure(pieces.error());
    return FileParser(sources, file, std::move(*pieces)).parse();
}

}  // namespace gongshi::syntax
