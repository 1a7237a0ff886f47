#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "disclosure/disclosure.h"

namespace gongshi {

/// One of the nine things that law wants public before anybody acts (事前公开), and where it stands.
struct Block {
    std::string_view key;      ///< of the theme's wording, block.<key>
    std::string_view title;    ///< in Chinese, for reports
    std::string_view dataset;  ///< its records make it public; empty: an entry of departments.toml does
};

/// 国办发〔2018〕118号: 执法主体、人员、职责、权限、依据、程序、救济渠道、随机抽查事项清单, and 监督方式.
inline constexpr std::array<Block, 9> nine_blocks = {{{"authority", "执法主体", "authorities"},
                                                      {"officers", "执法人员", "officers"},
                                                      {"duties", "职责", "authorities"},
                                                      {"powers", "权限", "items"},
                                                      {"basis", "依据", "items"},
                                                      {"procedure", "程序", "flowcharts"},
                                                      {"remedies", "救济渠道", ""},
                                                      {"random", "随机抽查事项清单", "inspection-items"},
                                                      {"supervision", "监督方式", ""}}};
using BlocksPublished = std::array<bool, nine_blocks.size()>;

/// Which of them each department has made public; by department index.
std::vector<BlocksPublished> blocks_published(const Disclosure& today);

}  // namespace gongshi
