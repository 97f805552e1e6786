-- The head of the audit chain, locked until the transaction ends: seq, hash.
SELECT seq, hash
FROM audit_head
WHERE name = ?
