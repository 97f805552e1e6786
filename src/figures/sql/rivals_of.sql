-- Of one key: whether more than one record holds it, at any time.
SELECT CASE WHEN MIN(id) < MAX(id) THEN 1 ELSE 0 END
FROM counted
WHERE number = ? AND once = ?
