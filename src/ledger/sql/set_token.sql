-- The token of a personal value, where a ledger has come to another secret.
UPDATE personal
SET token = ?
WHERE zone = ? AND ref = ?
