#pragma once
#include <optional>
#include <string_view>

namespace gongshi {

/// How often one firm may be inspected in a year, as matters state it (年度检查频次上限, 国办发〔2024〕54号): 每年不超过2次, 2次/年,
/// 每半年一次, 每季度1次, 每月不超过两次, 两年一次 (one: none of the two years may have more). None when it says that there is no cap
/// (不限), or cannot be read.
std::optional<int> read_yearly_cap(std::string_view text);

}  // namespace gongshi
