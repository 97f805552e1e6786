-- The last entry of a zone at an instant: seq, hash.
SELECT seq, hash
FROM entry
WHERE zone = ? AND known <= ?
ORDER BY known DESC
LIMIT 1
