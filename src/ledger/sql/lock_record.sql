-- SQLite has one writer, and nothing is to be locked: the register of a record.
SELECT register
FROM record
WHERE zone = ? AND id = ?
