#include "template/safe_html.h"

using namespace gongshi;

#ifdef FORGED
SafeHtml forge(const std::string& text) { return SafeHtml(text); }
#else
std::string_view use(const SafeHtml& html) { return html.view(); }
#endif
