-- The references of a zone whose value has this token.
SELECT ref
FROM personal
WHERE zone = ? AND token = ?
ORDER BY ref
