-- What is kept of a record and known after an instant: number, event, valid_from, valid_to, ended, amount, once, known_from, known_to, rival.
SELECT number, event, valid_from, valid_to, ended, amount, once, known_from, known_to, rival
FROM counted
WHERE zone = ? AND id = ? AND known_to > ?
