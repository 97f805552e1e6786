-- The heads of audit chains; there is one, or none yet.
SELECT name, seq, hash
FROM audit_head
ORDER BY name
