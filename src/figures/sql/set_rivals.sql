-- The rows of one key say whether more than one record holds it.
UPDATE counted
SET rival = ?
WHERE number = ? AND once = ? AND rival <> ?
