-- The months (year * 12 + month - 1) locked today in a zone or in one above it.
WITH RECURSIVE up (zone, parent) AS (
  SELECT zone, parent FROM head WHERE zone = ?
  UNION
  SELECT head.zone, head.parent FROM head JOIN up ON head.zone = up.parent
)
SELECT DISTINCT r_month_lock.month
FROM r_month_lock
JOIN up ON up.zone = r_month_lock.zone
WHERE r_month_lock.valid_from <= ? AND ? < r_month_lock.valid_to
  AND r_month_lock.known_to = 9223372036854775807
ORDER BY r_month_lock.month
