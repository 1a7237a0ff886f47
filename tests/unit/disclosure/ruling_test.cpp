#include "disclosure/ruling.h"

#include <doctest/doctest.h>

#include "disclosure/shown_form.h"

using namespace gongshi;

namespace {

/// status, approver, office, date, entered_by
Dataset dataset_with_approval() {
    Dataset dataset;
    dataset.fields.resize(5);
    ApprovalFields approval;
    approval.status = 0;
    approval.approver = 1;
    approval.office = 2;
    approval.date = 3;
    approval.entered_by = 4;
    approval.approved = {"通过", "同意公开"};
    dataset.approval = approval;
    return dataset;
}

const Date today = *Date::of(2026, 11, 20);

}  // namespace

TEST_CASE("a record is shown when somebody else approved it, on a day that has come") {
    const Dataset dataset = dataset_with_approval();
    struct {
        const char *why, *status, *approver, *date, *entered_by;
        Reason reason;
    } cases[] = {
        {"all in order", "通过", "甲", "2026-11-20", "乙", Reason::approved},
        {"another word for yes, with blanks", " 同意 公开", "甲", "2026-11-01", "", Reason::approved},
        {"nobody was asked", "", "甲", "2026-11-20", "乙", Reason::missing},
        {"not approved yet", "待审核", "甲", "2026-11-20", "乙", Reason::not_passed},
        {"nobody named", "通过", "", "2026-11-20", "乙", Reason::no_approver},
        {"no day", "通过", "甲", "", "乙", Reason::no_date},
        {"one's own approval", "通过", "甲", "2026-11-20", "甲 ", Reason::same_person},
        {"one's own approval, the office in brackets", "通过", "审甲（法规科）", "2026-11-20", "审甲",
         Reason::same_person},
        {"the office in front", "通过", "法规科 审甲", "2026-11-20", "审甲", Reason::same_person},
        {"with a title", "通过", "审甲科长", "2026-11-20", "科员审甲", Reason::same_person},
        {"with blanks", "通过", "审 甲", "2026-11-20", "审甲", Reason::same_person},
        {"a label and a day", "通过", "审核人：审甲 2026-11-04", "2026-11-20", "审甲", Reason::same_person},
        {"in capitals, the other way round", "通过", "SMITH JOHN", "2026-11-20", "John Smith", Reason::same_person},
        {"two approve, one of whom entered it", "通过", "审甲、录乙", "2026-11-20", "录乙", Reason::approved},
        {"two entered and approve it", "通过", "录乙、录丙", "2026-11-20", "录丙，录乙", Reason::same_person},
        {"names alike", "通过", "张三丰", "2026-11-20", "张三", Reason::approved},
        {"nobody is said to have entered it", "通过", "审甲", "2026-11-20", "", Reason::approved},
        {"from tomorrow on", "通过", "甲", "2026-11-21", "乙", Reason::later},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        RecordVersion version;
        version.dataset = &dataset;
        version.values.resize(5);
        if (*c.status) version.values[0] = std::string(c.status);
        if (*c.approver) version.values[1] = std::string(c.approver);
        if (*c.date) version.values[3] = *Date::parse_iso(c.date);
        if (*c.entered_by) version.values[4] = std::string(c.entered_by);
        const Ruling ruling = rule_on(version, Policy(), today);
        CHECK(ruling.reason == c.reason);
        CHECK(ruling.shown() == (c.reason == Reason::approved));
        CHECK(ruling.valid_from <= today.days());
        CHECK(ruling.valid_until > today.days());
    }
}

TEST_CASE("a sidecar approves a whole file, by the same two persons' rule") {
    Dataset dataset;
    RecordVersion version;
    version.dataset = &dataset;
    CHECK(rule_on(version, Policy(), today).reason == Reason::missing);
    version.provenance.signed_off = SignedOff{"甲", "法制科", "乙", today};
    CHECK(rule_on(version, Policy(), today).reason == Reason::signed_off);
    CHECK(rule_on(version, Policy(), today).office == "法制科");
    version.provenance.signed_off->entered_by = "甲";
    CHECK(rule_on(version, Policy(), today).reason == Reason::same_person);
    version.provenance.signed_off = SignedOff{"甲", "", "", today.plus_days(1)};
    CHECK(rule_on(version, Policy(), today).reason == Reason::later);
    CHECK(rule_on(version, Policy(), today.plus_days(1)).shown());
}

TEST_CASE("what is kept of a record with its ruling is read back, and nothing else") {
    ShownForm form;
    form.reason = Reason::signed_off;
    form.numbers_masked = true;
    form.digest = sha256("x");
    form.date = -12345;
    form.party_code = "91350100M000100Y43";
    form.facets = {{3, "罚款"}, {300, ""}};
    form.references = {{7, "键"}};
    form.names = {"", "名"};
    const std::string bytes = pack(form);
    REQUIRE(unpack(bytes));
    CHECK(*unpack(bytes) == form);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        CHECK_FALSE(unpack(std::string_view(bytes).substr(0, length)));
    CHECK_FALSE(unpack(bytes + "x"));
}
