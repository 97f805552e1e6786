-- Erases a personal value for good.
DELETE FROM personal
WHERE zone = ? AND ref = ?
