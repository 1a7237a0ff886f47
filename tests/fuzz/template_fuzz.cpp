// The theme language: a template compiles, or its mistakes are told with their places; what compiles renders, or says why not.
#include "input.h"
#include "template/theme.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Diagnostics findings;
    const Theme theme = Theme::from_texts(
        std::vector<std::pair<std::string, std::string>>{
            {"base.html", "<html><body>{% block main %}{% endblock %}</body></html>"},
            {"p.html", std::string(fuzz::text_of(data, size))}},
        findings);
    const std::vector<Diagnostic> mistakes = findings.take_sorted();
    for (const Diagnostic& mistake : mistakes) fuzz::hold(mistake.place.line > 0, "a mistake has a line");
    if (!mistakes.empty()) return 0;
    Arena arena;
    const std::vector<Data> list = {Data::integer(1), Data::text("<b>")};
    const std::vector<Member> inner = {{"name", Data::text("云溪")}};
    const std::vector<Member> globals = {{"text", Data::text("甲<乙\"'&")},
                                         {"list", Data::list(list)},
                                         {"o", Data::object(inner)},
                                         {"n", Data::integer(3)},
                                         {"yes", Data::flag(true)}};
    std::string out;
    const Result<void> rendered = render(*theme.find("p.html"), globals, Language::zh, arena, out);
    fuzz::hold(rendered || rendered.error().place.line > 0, "a page that does not render says where");
    return 0;
}
