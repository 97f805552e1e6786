-- Of one key: whether more than one record holds it, at any time, and the least and most that its rows say of it.
SELECT CASE WHEN MIN(id) < MAX(id) THEN 1 ELSE 0 END, COALESCE(MIN(rival), 0), COALESCE(MAX(rival), 0)
FROM counted
WHERE number = ? AND once = ?
