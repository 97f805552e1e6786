-- The first references of a zone whose value has this token: ref, salt.
SELECT ref, salt
FROM personal
WHERE zone = ? AND token = ?
ORDER BY ref
LIMIT ?
