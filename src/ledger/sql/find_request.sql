-- The letter that used a key after an instant: seq, known, digest.
SELECT seq, known, digest
FROM request
WHERE zone = ? AND actor = ? AND key = ? AND known > ?
ORDER BY seq
LIMIT 1
