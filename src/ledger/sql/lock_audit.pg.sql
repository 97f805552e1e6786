-- SQLite has one writer; here the head row is the lock of the chain.
SELECT seq, hash
FROM audit_head
WHERE name = ?
FOR UPDATE
