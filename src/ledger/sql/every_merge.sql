-- All merges of a zone there ever were: the record, then as of a record (all_merges).
SELECT id, same_as, valid_from, valid_to, known_from, known_to
FROM merged
WHERE zone = ?
ORDER BY id, known_from, valid_from
