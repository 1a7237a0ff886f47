#include "intake/file_kind.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("a file is what its first bytes say") {
    CHECK(kind_of(std::string_view("PK\x03\x04\x14\x00", 6)) == FileKind::workbook);
    CHECK(kind_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") == FileKind::old_workbook);
    for (const char* page :
         {"<html>", "\xEF\xBB\xBF<!DOCTYPE html>", " \r\n<table border=1>", "<?xml version=\"1.0\"?>"})
        CHECK(kind_of(page) == FileKind::page);
    CHECK(kind_of("文号,当事人\r\n") == FileKind::text);
    CHECK(kind_of("<说明>,每月五日前报送\r\n") == FileKind::text);
    CHECK(kind_of("<") == FileKind::other);
    CHECK(kind_of("") == FileKind::other);
    CHECK(kind_of(std::string_view("a,b\0", 4)) == FileKind::other);
}
