-- How many entries a zone has: seq.
SELECT seq
FROM head
WHERE zone = ?
