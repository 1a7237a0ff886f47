#include "disclosure/public_record.h"

using namespace gongshi;

#ifdef FORGED
PublicRecord forge(const Dataset& dataset) { return PublicRecord(PublicRecord::Key(), dataset, {}, "", {}, {}, {}); }
#else
std::string use(const PublicRecord& record) { return record.title(); }
#endif
