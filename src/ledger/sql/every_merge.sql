-- Every merge there ever was in a zone: id, register, same_as, valid_from, valid_to, known_from, known_to.
SELECT id, register, same_as, valid_from, valid_to, known_from, known_to
FROM merged
WHERE zone = ?
ORDER BY id, known_from, valid_from
