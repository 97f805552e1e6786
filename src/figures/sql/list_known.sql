-- The entries of a zone known after one instant and not after another: known, what they changed and
-- their number.
SELECT known, body, seq
FROM entry
WHERE zone = ? AND known > ? AND known <= ?
ORDER BY known
