-- The personal value behind a reference.
SELECT value
FROM personal
WHERE zone = ? AND ref = ?
