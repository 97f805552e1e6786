-- The rows of one key say whether more than one record holds it.  PostgreSQL is told no index.
UPDATE counted
SET rival = ?
WHERE number = ? AND once = ? AND rival <> ?
