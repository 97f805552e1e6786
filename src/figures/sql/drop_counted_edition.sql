-- None are kept any more.
DELETE FROM counted_edition
WHERE number = ?
