-- SQLite has one writer, and nothing is to be held.
SELECT 0
