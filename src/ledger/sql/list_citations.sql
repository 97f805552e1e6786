-- The last day of a frozen report of the record's zone or of one above it that cites a record, if any.
WITH RECURSIVE up (zone, parent) AS (
  SELECT zone, parent FROM head WHERE zone = ?
  UNION
  SELECT head.zone, head.parent FROM head JOIN up ON head.zone = up.parent
)
SELECT r_frozen_citation.frozen_on
FROM r_frozen_citation
JOIN up ON up.zone = r_frozen_citation.zone
WHERE r_frozen_citation.cited_record = ? AND r_frozen_citation.known_to = 9223372036854775807
ORDER BY r_frozen_citation.frozen_on DESC
LIMIT 1
