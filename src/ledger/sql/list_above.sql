-- A zone and those above it.
WITH RECURSIVE up (zone, parent) AS (
  SELECT zone, parent FROM head WHERE zone = ?
  UNION
  SELECT head.zone, head.parent FROM head JOIN up ON head.zone = up.parent
)
SELECT zone FROM up
