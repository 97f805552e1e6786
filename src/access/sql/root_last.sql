-- When the ledger of a zone last moved on: last.
SELECT last
FROM head
WHERE zone = ?
