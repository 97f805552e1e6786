-- SQLite has no clock of its own that is asked: 0.
SELECT 0 AS clock
