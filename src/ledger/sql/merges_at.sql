-- What a record was merged into as known at k: same_as, valid_from, valid_to, known_from, known_to.
SELECT same_as, valid_from, valid_to, known_from, known_to
FROM merged
WHERE zone = ? AND id = ? AND known_from <= ? AND ? < known_to
ORDER BY valid_from
