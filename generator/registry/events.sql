-- What the public saw, and when: the leaves of the ledger. History only grows here too.

CREATE TABLE IF NOT EXISTS event (
    number  INTEGER PRIMARY KEY,   -- from 0, without gaps: the leaf's index
    record  INTEGER NOT NULL REFERENCES record (id),
    version INTEGER NOT NULL,      -- number of the version within its record
    kind    INTEGER NOT NULL,      -- published, corrected, withdrawn, expired, restored
    day     INTEGER NOT NULL,      -- --today of the night, days since 1970-01-01
    sha256  BLOB NOT NULL,         -- of the public form as it was shown (docs/formats/ledger.md)
    sm3     BLOB NOT NULL,
    reason  TEXT NOT NULL          -- withdrawn, restored: the words the public reads
) STRICT;
CREATE INDEX IF NOT EXISTS event_by_record ON event (record);

CREATE TABLE IF NOT EXISTS tree_head (
    size        INTEGER PRIMARY KEY,
    day         INTEGER NOT NULL,
    sha256      BLOB NOT NULL,     -- roots
    sm3         BLOB NOT NULL,
    peaks       BLOB NOT NULL,     -- roots of the full subtrees, left to right, SHA-256 and SM3 by turns
    note        TEXT NOT NULL      -- as published, with its signature
) STRICT;

CREATE TRIGGER IF NOT EXISTS event_stays BEFORE UPDATE ON event     BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;
CREATE TRIGGER IF NOT EXISTS event_kept  BEFORE DELETE ON event     BEGIN SELECT RAISE(ABORT, 'history is not deleted'); END;
CREATE TRIGGER IF NOT EXISTS head_stays  BEFORE UPDATE ON tree_head BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;
CREATE TRIGGER IF NOT EXISTS head_kept   BEFORE DELETE ON tree_head BEGIN SELECT RAISE(ABORT, 'history is not deleted'); END;

-- Derived from events: how each record stands that was ever shown.
CREATE TABLE IF NOT EXISTS standing (
    record    INTEGER PRIMARY KEY REFERENCES record (id),
    state     INTEGER NOT NULL,    -- kind of its last event
    sha256    BLOB NOT NULL,       -- form last shown
    sm3       BLOB NOT NULL,
    leaf      INTEGER NOT NULL,    -- event by which that form was shown
    first_day INTEGER NOT NULL,
    since     INTEGER NOT NULL,    -- day of the last event
    events    INTEGER NOT NULL,
    reason    TEXT NOT NULL
) STRICT;

-- Derived: leaf hashes (level 0) and roots of full tiles (above), 256 a tile.
CREATE TABLE IF NOT EXISTS tile (
    level  INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;
