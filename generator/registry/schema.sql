-- The registry, format 1 (docs/formats/registry.md). History only grows: records, versions, imports and findings are
-- never changed or deleted, and triggers refuse it. `head` is derived and may be rebuilt; so is what derived.sql makes.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
    id          INTEGER PRIMARY KEY,
    file        TEXT NOT NULL,     -- as people know it: data/inbox/scjg/penalties.csv
    department  TEXT NOT NULL,
    dataset     TEXT NOT NULL,
    source      TEXT NOT NULL,
    digest      BLOB NOT NULL,     -- SHA-256 of the bytes
    ingredients BLOB NOT NULL,     -- bytes, schema, departments, intake version, sidecar, limits
    day         INTEGER NOT NULL,  -- --today of the run, days since 1970-01-01
    moment      INTEGER NOT NULL,  -- seconds since 1970-01-01 UTC
    outcome     TEXT NOT NULL CHECK (outcome IN ('taken', 'refused', 'held')),
    overlap     INTEGER NOT NULL,  -- 1: some row also stands in another file of the same kind
    row_count   INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    refused     INTEGER NOT NULL,
    encoding    TEXT NOT NULL,
    form        TEXT NOT NULL,
    header      TEXT NOT NULL,     -- JSON array
    approver    TEXT,              -- of a sidecar approval
    office      TEXT,
    approved_on INTEGER,
    entered_by  TEXT
) STRICT;
CREATE INDEX import_by_file ON import (file, id);

CREATE TABLE finding (
    import   INTEGER NOT NULL REFERENCES import (id),
    position INTEGER NOT NULL,     -- order in which they are shown
    code     TEXT NOT NULL,
    severity INTEGER NOT NULL,
    unit     INTEGER NOT NULL,
    sheet    TEXT NOT NULL,
    line     INTEGER NOT NULL,
    column_  INTEGER NOT NULL,
    in_table INTEGER NOT NULL,
    field    TEXT NOT NULL,
    text     TEXT NOT NULL,        -- masked already
    facts    TEXT NOT NULL,        -- JSON array of names and values by turns
    PRIMARY KEY (import, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    id         INTEGER PRIMARY KEY,
    public_id  TEXT NOT NULL UNIQUE,
    dataset    TEXT NOT NULL,
    authority  TEXT NOT NULL,
    key        TEXT NOT NULL,
    department TEXT NOT NULL,
    UNIQUE (dataset, authority, key)
) STRICT;

CREATE TABLE version (
    id      INTEGER PRIMARY KEY,
    record  INTEGER NOT NULL REFERENCES record (id),
    number  INTEGER NOT NULL,      -- from 1
    digest  BLOB NOT NULL,         -- SHA-256 of content
    content TEXT NOT NULL,         -- canonical JSON
    import  INTEGER NOT NULL REFERENCES import (id) DEFERRABLE INITIALLY DEFERRED,
    sheet   TEXT NOT NULL,
    line    INTEGER NOT NULL,
    UNIQUE (record, number)
) STRICT;

-- Derived: the newest version of each record, and the file that holds it now (null: it vanished from its snapshot).
CREATE TABLE head (
    record  INTEGER PRIMARY KEY REFERENCES record (id),
    version INTEGER NOT NULL REFERENCES version (id),
    number  INTEGER NOT NULL,
    digest  BLOB NOT NULL,
    signed  INTEGER NOT NULL,      -- 1: a sidecar approved this version
    file    TEXT
) STRICT;

CREATE TRIGGER import_stays   BEFORE UPDATE ON import  BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;
CREATE TRIGGER import_kept    BEFORE DELETE ON import  BEGIN SELECT RAISE(ABORT, 'history is not deleted'); END;
CREATE TRIGGER finding_stays  BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;
CREATE TRIGGER finding_kept   BEFORE DELETE ON finding BEGIN SELECT RAISE(ABORT, 'history is not deleted'); END;
CREATE TRIGGER record_stays   BEFORE UPDATE ON record  BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;
CREATE TRIGGER record_kept    BEFORE DELETE ON record  BEGIN SELECT RAISE(ABORT, 'history is not deleted'); END;
CREATE TRIGGER version_stays  BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;
CREATE TRIGGER version_kept   BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'history is not deleted'); END;
