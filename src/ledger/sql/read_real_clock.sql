-- SQLite has no clock of its own that is asked.
SELECT NULL AS clock
