-- All that is kept of a zone: as of a record, with its id after it.
SELECT number, event, valid_from, valid_to, ended, amount, once, known_from, known_to, rival, id
FROM counted
WHERE zone = ?
