-- The rows of a digest: zone, event, valid_from, valid_to, amount, known_from, known_to, rival.
SELECT zone, event, valid_from, valid_to, amount, known_from, known_to, rival
FROM counted
WHERE number = ?
