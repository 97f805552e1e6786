-- How often somebody failed: count, last, until when nothing is looked at.
SELECT failures, last, until
FROM access_failure
WHERE kind = ?
  AND who = ?
