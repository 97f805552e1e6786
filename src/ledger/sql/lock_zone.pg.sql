-- SQLite has one writer; here the row is locked, so that parent and closed are not moved at once.
SELECT parent, closed
FROM head
WHERE zone = ?
FOR UPDATE
