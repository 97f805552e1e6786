-- The rows of one key say whether more than one record holds it.  SQLite would look for them among all of the digest.
UPDATE counted INDEXED BY counted_once
SET rival = ?
WHERE number = ? AND once = ? AND rival <> ?
