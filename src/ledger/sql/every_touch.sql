-- Which entries of a zone name which records: id, seq.
SELECT id, seq
FROM touch
WHERE zone = ?
ORDER BY id, seq
