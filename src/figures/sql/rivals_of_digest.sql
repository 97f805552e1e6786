-- The rows of a digest whose keys more than one record holds: as counted_of_digest.
SELECT zone, event, valid_from, valid_to, amount, known_from, known_to, rival
FROM counted
WHERE number = ? AND rival = 1
