-- Rows are kept for a digest.
INSERT INTO counted_digest (digest, number)
VALUES (?, ?)
