-- SQLite has one writer, and nothing is to be held: what was to be.
SELECT ?
