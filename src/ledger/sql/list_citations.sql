-- The last day that a frozen report of the record's zone or of one above it which cites a record tells of, if any.
WITH RECURSIVE up (zone, parent) AS (
  SELECT zone, parent FROM head WHERE zone = ?
  UNION
  SELECT head.zone, head.parent FROM head JOIN up ON head.zone = up.parent
)
SELECT COALESCE(r_frozen_citation.read_on, r_frozen_citation.frozen_on) AS reported_to
FROM r_frozen_citation
JOIN up ON up.zone = r_frozen_citation.zone
WHERE r_frozen_citation.cited_record = ? AND r_frozen_citation.known_to = 9223372036854775807
ORDER BY reported_to DESC
LIMIT 1
