-- Raises what has been read of a zone; it never falls.
UPDATE head
SET closed = ?, seal = ?
WHERE zone = ? AND closed < ?
