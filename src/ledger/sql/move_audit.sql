-- The head of the audit chain moves on to its last act.
UPDATE audit_head
SET seq = ?, hash = ?
WHERE name = ?
