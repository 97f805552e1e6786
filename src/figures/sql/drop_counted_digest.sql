-- None are kept any more.
DELETE FROM counted_digest
WHERE number = ?
