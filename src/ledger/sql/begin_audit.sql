-- The head of the audit chain, where there is none yet.
INSERT INTO audit_head (name, seq, hash)
VALUES (?, 0, ?)
ON CONFLICT DO NOTHING
