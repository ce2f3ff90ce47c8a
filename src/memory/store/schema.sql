-- Version 1 of the file. A unit never changes in place, so that what is derived from it by number
-- stays true: an edit takes the unit out and adds another.
CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- numbers are never given twice
    hash INTEGER NOT NULL,                -- of tu
    tu TEXT NOT NULL,                     -- the whole unit as TMX markup
    previous INTEGER,                     -- the unit before it where it was imported; may be gone
    document INTEGER REFERENCES document (id),
    created TEXT,                         -- TMX dates and users, as far as they are given
    changed TEXT,
    user TEXT,
    used INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX unit_hash ON unit (hash);
CREATE TABLE variant (
    unit INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,               -- of the variant in its unit, from 0
    lang TEXT NOT NULL,                   -- canonical tag
    text TEXT NOT NULL,                   -- without inline codes, in normal form C
    PRIMARY KEY (unit, place)
) WITHOUT ROWID;
