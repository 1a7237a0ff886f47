#include "disclosure/name_words.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "core/text.h"

namespace gongshi {
namespace {

using Words = std::u32string_view;

/// 百家姓 and what the registers have beside it.
constexpr Words surnames =
    U"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    U"俞任"
    U"袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏"
    U"成戴"
    U"谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪"
    U"干解"
    U"应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯"
    U"宓蓬"
    U"全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻"
    U"莘党翟"
    U"谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步"
    U"都耿满"
    U"弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓"
    U"公肖闫"
    U"付代邸苟候佟冼岳帅亢况郸覃谌占涂佘揭原战官禤阳区补鹿么仝阿买艾古迪玉努库热吐扎丹尼旺央次仁洛格达德桥盘粟蓋劉陳張"
    U"趙吳鄭"
    U"馮蔣韓楊許呂嚴魏陶謝鄒竇蘇範魯韋馬鳳費羅畢鄔樂時顧黃蕭貝計談龐紀項閔賈婁鍾駱萬盧經應單諸龔陸榮葉黎賴喬闕聶饒關遊"
    U"權蓋";

constexpr Words compound_surnames =
    U"欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 尉迟 皇甫 公孙 慕容 长孙 宇文 令狐 钟离 轩辕 端木 百里 呼延 东郭 "
    U"澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 闻人 赫连 闾丘 司空 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 "
    U"公良 拓跋 夹谷 宰父 谷梁 段干 东门 南郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 "
    U"西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 吴铭 纳兰 耶律 完颜 叶赫 爱新 那拉 "
    U"歐陽 司馬 諸葛 東方 獨孤 南宮 尉遲 長孫 鍾離 軒轅 百裡 東郭 澹臺 濮陽 淳於 單於";

/// The longest first where one ends, or begins, with another.
constexpr Words titles[] = {
    U"执法人员", U"法定代表人", U"法定代理人", U"实际控制人", U"项目负责人", U"现场负责人", U"副主任科员", U"主任科员",
    U"党委书记", U"副局长",     U"副主任",     U"副书记",     U"副科长",     U"副队长",     U"副县长",     U"副镇长",
    U"副所长",   U"总经理",     U"董事长",     U"负责人",     U"经营者",     U"支队长",     U"大队长",     U"中队长",
    U"村支书",   U"工程师",     U"驾驶员",     U"委托人",     U"代理人",     U"当事人",     U"投资人",     U"合伙人",
    U"被处罚人", U"被检查人",   U"联系人",     U"监护人",     U"申请人",     U"经办人",     U"审核员",     U"审核人",
    U"审批人",   U"录入员",     U"录入人",     U"科员",       U"局长",       U"科长",       U"股长",       U"处长",
    U"队长",     U"所长",       U"站长",       U"主任",       U"书记",       U"县长",       U"市长",       U"镇长",
    U"乡长",     U"村长",       U"校长",       U"院长",       U"厂长",       U"店长",       U"店主",       U"户主",
    U"业主",     U"董事",       U"监事",       U"经理",       U"会计",       U"医生",       U"医师",       U"老师",
    U"教授",     U"律师",       U"师傅",       U"同志",       U"先生",       U"女士",       U"小姐",       U"夫妇",
    U"夫妻",     U"老板",       U"妻子",       U"丈夫",       U"儿子",       U"女儿",       U"父亲",       U"母亲",
    U"股东",     U"司机",       U"警官",       U"法官",       U"户"};

constexpr Words nobody[] = {
    U"相关责任人", U"有关责任人", U"其他责任人",   U"相关人员",   U"有关人员", U"其他人员", U"其他人",   U"他人",
    U"等人",       U"无",         U"不详",         U"责任人",     U"当事人",   U"负责人",   U"其他",     U"本人",
    U"未知",       U"不适用",     U"暂无",         U"主管人员",   U"家属",     U"匿名",     U"男",       U"女",
    U"男性",       U"女性",       U"已故",         U"已婚",       U"未婚",     U"单身",     U"农民",     U"党员",
    U"公民",       U"居民",       U"华侨",         U"文盲",       U"个体",     U"个体户",   U"个人",     U"自然人",
    U"姓名",       U"名字",       U"名称",         U"相对人",     U"性别",     U"民族",     U"国籍",     U"职业",
    U"个体工商户", U"直接责任人", U"相关责任人员", U"行政相对人", U"被许可人", U"被处罚人", U"被检查人", U"未成年"};

constexpr Words conjoined[] = {U"相关责任人", U"有关责任人", U"其他责任人", U"相关人员",
                               U"有关人员",   U"其他人员",   U"其他人",     U"他人"};

constexpr Words number_labels[] = {U"公民身份号码", U"身份证号码", U"身份证号",   U"身份证",   U"护照号码", U"护照号",
                                   U"护照",         U"证件号码",   U"证件号",     U"联系电话", U"联系方式", U"电话",
                                   U"手机号",       U"手机",       U"住址",       U"住所",     U"地址",     U"姓名",
                                   U"名称",         U"被许可人",   U"行政相对人", U"相对人"};

constexpr Words alias_words[] = {U"曾用名字", U"曾用名", U"又名", U"别名", U"别称",   U"英文名字", U"英文名", U"外文名",
                                 U"中文名字", U"中文名", U"汉名", U"本名", U"原名",   U"化名",     U"绰号",   U"外号",
                                 U"小名",     U"乳名",   U"艺名", U"网名", U"护照名", U"译名",     U"又称",   U"人称"};

constexpr Words role_words[] = {U"执行事务合伙人", U"法定代表人", U"实际控制人", U"法定代理人", U"现场负责人",
                                U"经营者姓名",     U"法人代表",   U"投资人",     U"经营者",     U"经营人",
                                U"负责人",         U"代表人",     U"联系人",     U"合伙人",     U"当事人",
                                U"业主",           U"店主",       U"户主",       U"老板",       U"经理",
                                U"股东",           U"法人",       U"监护人",     U"配偶",       U"姓名"};

constexpr Words organisation_endings[] = {
    U"公司",   U"厂",   U"店",   U"部",   U"所",   U"院",     U"中心", U"合作社", U"学校",   U"局",
    U"委员会", U"协会", U"站",   U"社",   U"行",   U"馆",     U"厅",   U"场",     U"园",     U"队",
    U"集团",   U"企业", U"银行", U"餐厅", U"超市", U"商行",   U"门市", U"工厂",   U"事务所", U"幼儿园",
    U"医院",   U"诊所", U"药房", U"酒店", U"宾馆", U"加油站", U"矿",   U"基金会", U"联社",   U"公寓",
    U"商场",   U"市场", U"会所", U"网吧", U"政府", U"村委会"};

constexpr Words company_endings[] = {U"公司", U"合作社", U"集团", U"委员会", U"学校", U"医院", U"协会", U"基金会"};

/// What three or four characters end in that are a shop, a place or a word, though they begin like a name.
constexpr Words no_name_endings[] = {U"店", U"馆",   U"厂",   U"部",   U"所",   U"院",   U"局",   U"站",
                                     U"厅", U"寺",   U"庙",   U"县",   U"市",   U"省",   U"镇",   U"乡",
                                     U"村", U"州",   U"籍",   U"族",   U"岁",   U"铺",   U"校",   U"组",
                                     U"科", U"公司", U"超市", U"商行", U"餐厅", U"药房", U"诊所", U"社"};

/// How long the longest word of a list is that fits; 0: none does.
std::size_t longest_that(std::span<const Words> list, const auto& fits) {
    std::size_t longest = 0;
    for (Words word : list) {
        if (fits(word)) longest = std::max(longest, word.size());
    }
    return longest;
}

std::size_t longest_at_front(std::span<const Words> list, Words text) {
    return longest_that(list, [&](Words word) { return text.starts_with(word); });
}

std::size_t longest_behind(std::span<const Words> list, Words text) {
    return longest_that(list, [&](Words word) { return text.ends_with(word); });
}

bool all_han(Words text) { return std::all_of(text.begin(), text.end(), is_han); }

bool is_joined_by_points(Words text) {
    const auto point = std::find_if(text.begin(), text.end(), is_name_point);
    return point != text.begin() && point != text.end() && std::next(point) != text.end() &&
           std::all_of(text.begin(), text.end(), [](char32_t c) { return is_han(c) || is_name_point(c); });
}

}  // namespace

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'〇';
}
bool is_name_point(char32_t c) { return Words(U"·•‧・･⋅∙・．").find(c) != Words::npos; }
bool is_foreign_letter(char32_t c) {
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') ||
           (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x3041 && c <= 0x30FA) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
}
bool opens_bracket(char32_t c) { return Words(U"(（[［【〔〈<《").find(c) != Words::npos; }
bool closes_bracket(char32_t c) { return Words(U")）]］】〕〉>》").find(c) != Words::npos; }
bool parts_names(char32_t c) { return Words(U"、,，;；/／|\n\r\t&＆+＋").find(c) != Words::npos; }

bool is_surname(char32_t c) { return surnames.find(c) != Words::npos; }

bool is_compound_surname(Words two) {
    const std::size_t found = compound_surnames.find(two);
    return two.size() == 2 && two.find(U' ') == Words::npos && found != Words::npos && found % 3 == 0;
}

bool looks_like_a_person(Words bare) {
    if (names_nobody(bare) || is_title(bare)) return false;
    if (is_joined_by_points(bare)) return bare.size() >= 4 && !ends_like_an_organisation(bare);
    if (!all_han(bare) || bare.size() < 2 || bare.size() > 4) return false;
    if (bare.size() > 2 && longest_behind(no_name_endings, bare) > 0) return false;
    return bare.size() == 4 ? is_compound_surname(bare.substr(0, 2))
                            : is_surname(bare[0]) || is_compound_surname(bare.substr(0, 2));
}

bool names_nobody(Words text) {
    if (std::find(std::begin(nobody), std::end(nobody), text) != std::end(nobody)) return true;
    if (!text.empty() && label_behind(text) == text.size()) return true;
    const bool counted = text.size() <= 6 && (text.starts_with(U"等") || text.ends_with(U"岁"));
    const bool told = text.size() > 1 && (text.ends_with(U"族") || text.ends_with(U"籍"));
    const bool dated =
        !text.empty() && is_digit(text[0]) &&
        (text.find_first_of(U"年月日人名号") != Words::npos || std::none_of(text.begin(), text.end(), is_han));
    return counted || told || dated;
}

bool is_title(Words text) { return std::find(std::begin(titles), std::end(titles), text) != std::end(titles); }

std::size_t title_behind(Words text) {
    const bool spaced = text.find_last_of(U" 　") != Words::npos;
    for (Words title : titles) {
        const std::size_t least = title.size() == 1 ? 2 : 1;
        if (text.size() < title.size() + least || !text.ends_with(title)) continue;
        if (title.size() == 1 && !spaced && text.size() < 4) continue;
        return title.size();
    }
    return 0;
}

std::size_t title_before(Words text) {
    const std::size_t size = longest_at_front(titles, text);
    if (size < 2 || text.size() < size + 2) return 0;
    // 董事林 may be a name, 科长甲乙 is none: a title that begins like a surname needs a name behind it.
    return !is_surname(text[0]) || looks_like_a_person(text.substr(size)) ? size : 0;
}

std::size_t label_behind(Words text) { return longest_behind(number_labels, text); }
std::size_t alias_word(Words text) { return longest_at_front(alias_words, text); }
std::size_t role_word(Words text) { return longest_at_front(role_words, text); }

bool ends_role_word(char32_t c) {
    return std::any_of(std::begin(role_words), std::end(role_words), [&](Words word) { return word.back() == c; });
}

bool begins_with_unnamed(Words text) { return longest_at_front(conjoined, text) > 0; }

bool ends_like_an_organisation(Words name) {
    return name.size() >= 5 && longest_behind(organisation_endings, name) > 0;
}
bool ends_like_a_company(Words name) { return name.size() >= 5 && longest_behind(company_endings, name) > 0; }

}  // namespace gongshi
