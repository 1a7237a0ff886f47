#include "release/manifest.h"

using namespace gongshi;

#ifdef FORGED
Release forge(const Manifest& manifest) { return Release({}, manifest); }
#else
const Manifest& use(const Release& release) { return release.manifest(); }
#endif
