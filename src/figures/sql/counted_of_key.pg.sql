-- The rows of one key: as counted_of_digest, and id.  PostgreSQL is told no index.
SELECT zone, event, valid_from, valid_to, amount, known_from, known_to, rival, id
FROM counted
WHERE number = ? AND once = ?
