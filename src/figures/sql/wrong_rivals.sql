-- The keys whose rows do not say rightly whether more than one record holds them: number, key.
SELECT number, COALESCE(once, '')
FROM counted
GROUP BY number, once
HAVING MIN(rival) <> MAX(rival)
  OR MIN(rival) <> CASE WHEN once IS NOT NULL AND MIN(id) < MAX(id) THEN 1 ELSE 0 END
