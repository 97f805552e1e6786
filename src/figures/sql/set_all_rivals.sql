-- Of all keys of a digest: those that more than one record holds.
UPDATE counted
SET rival = 1
WHERE number = ? AND once IN (
  SELECT once
  FROM counted
  WHERE number = ? AND once IS NOT NULL
  GROUP BY once
  HAVING MIN(id) < MAX(id))
