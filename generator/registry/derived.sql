-- What can be made anew from the history at any time: made when it is missing, so a new kind of it needs no new format.

-- What the rules said of a version, for the days [valid_from, valid_until).
CREATE TABLE IF NOT EXISTS ruling (
    record      INTEGER PRIMARY KEY REFERENCES record (id),
    version     INTEGER NOT NULL,
    basis       BLOB NOT NULL,     -- rules, schema, departments
    valid_from  INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    data        BLOB NOT NULL
) STRICT;

-- The public form of a version that is shown: written with its ruling, in the same transaction.
CREATE TABLE IF NOT EXISTS shown (
    version INTEGER PRIMARY KEY,
    form    BLOB NOT NULL
) STRICT;

-- Hashes of what a version holds and does not show (core/text_runs.h): what the audit must not find in any page.
CREATE TABLE IF NOT EXISTS canary (
    record INTEGER PRIMARY KEY REFERENCES record (id),
    hashes BLOB NOT NULL           -- eight bytes each, little-endian
) STRICT;

-- The rows of a file that were accepted without a word (intake/row_memory.h): they need not be read again.
CREATE TABLE IF NOT EXISTS remembered (
    file       TEXT PRIMARY KEY,
    department TEXT NOT NULL,
    dataset    TEXT NOT NULL,
    basis      BLOB NOT NULL,      -- everything that decides what a row gives, but for the row
    row_list   BLOB NOT NULL
) STRICT;

-- The rows that an import refused, as they came, for the receipts of nights that do not read the file again.
CREATE TABLE IF NOT EXISTS returned_row (
    import   INTEGER NOT NULL REFERENCES import (id),
    position INTEGER NOT NULL,
    sheet    TEXT NOT NULL,        -- of a workbook, else empty
    line     INTEGER NOT NULL,
    cells    TEXT NOT NULL,        -- JSON array
    PRIMARY KEY (import, position)
) STRICT, WITHOUT ROWID;

-- What the exports of the last run hashed to (sources/known_files.h).
CREATE TABLE IF NOT EXISTS seen_file (
    file   TEXT PRIMARY KEY,
    size   INTEGER NOT NULL,
    quick  BLOB NOT NULL,          -- under meta's hash_key
    digest BLOB NOT NULL           -- SHA-256
) STRICT;

-- What kept records back on the last night beside their rulings: checks against other records, and acts before they were ever shown.
CREATE TABLE IF NOT EXISTS hindrance (
    record INTEGER NOT NULL REFERENCES record (id),
    code   TEXT NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (record, code, text)
) STRICT, WITHOUT ROWID;

-- Records that no file holds are few, and asked for every night.
CREATE INDEX IF NOT EXISTS head_vanished ON head (record) WHERE file IS NULL;

-- Groups are read by dataset and department: without it each department would look at the records of all.
CREATE INDEX IF NOT EXISTS record_by_department ON record (dataset, department);

-- And datasets in the order of their records: without it each day's view would sort them anew, with all they hold.
CREATE INDEX IF NOT EXISTS record_by_dataset ON record (dataset);
