-- One act in the audit chain.
INSERT INTO audit (seq, at, zone, actor, act, about, details, prev_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
