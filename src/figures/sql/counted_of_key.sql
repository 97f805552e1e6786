-- The rows of one key: as counted_of_digest, and id.  SQLite would read all rows of the digest, which are its primary key.
SELECT zone, event, valid_from, valid_to, amount, known_from, known_to, rival, id
FROM counted INDEXED BY counted_once
WHERE number = ? AND once = ?
