-- The entries of a zone known after one instant and not after another: known and what they changed.
SELECT known, body
FROM entry
WHERE zone = ? AND known > ? AND known <= ?
ORDER BY known
