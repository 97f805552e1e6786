-- After an entry: seq, last, hash of a zone.
UPDATE head
SET seq = ?, last = ?, hash = ?
WHERE zone = ?
