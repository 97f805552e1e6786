-- Every merge there ever was of a record.
SELECT same_as, valid_from, valid_to, known_from, known_to
FROM merged
WHERE zone = ? AND id = ?
ORDER BY known_from, valid_from
