-- What a record is merged into now: same_as, valid_from, valid_to, known_from, known_to.
SELECT same_as, valid_from, valid_to, known_from, known_to
FROM merged
WHERE zone = ? AND id = ? AND known_to = 9223372036854775807
ORDER BY valid_from
