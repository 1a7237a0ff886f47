#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// A 文号: 机关代字 + 字? + 〔年〕 + 第? + 序号 + 号 (GB/T 9704-2012, 7.2.5), e.g. 云市监罚〔2026〕12号, 云环罚字〔2026〕第7、8号.
/// Departments write the year's brackets as 〔〕（）()[]【】［］〖〗; the canonical form has 〔〕. 字, 第 and leading zeros stay
/// as they are: dropping them would be guessing.
struct DocumentNumber {
    std::string agency;    ///< with 字 where it is written: 云市监罚, 云环罚字
    int year = 0;          ///< 1949–2100
    bool with_di = false;  ///< 第 before the number
    std::string number;    ///< digits; several as written, "7、8", "7-9", "01-0012"
    std::string suffix;    ///< after 号: 之一

    std::string text() const;
};

/// None when the text is not one whole 文号.
std::optional<DocumentNumber> read_document_number(std::string_view cell);

}  // namespace gongshi
