-- The personal values of a zone: ref, salt, value, token.
SELECT ref, salt, value, token
FROM personal
WHERE zone = ?
ORDER BY ref
