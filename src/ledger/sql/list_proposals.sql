-- Proposals of a zone that nobody has decided, made at or before an instant, oldest first: id, known.
SELECT id, known_from
FROM r_proposal
WHERE zone = ? AND status = 'proposed' AND valid_to = ?
  AND known_to = 9223372036854775807 AND known_from <= ?
ORDER BY known_from, id
