-- Entries of a zone after a seq, or known after an instant, oldest first: seq, known.
SELECT seq, known
FROM entry
WHERE zone = ? AND seq > ? AND known > ?
ORDER BY seq
LIMIT ?
