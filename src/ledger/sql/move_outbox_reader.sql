-- A position moves, unless somebody else has moved it since it was read.
UPDATE outbox_reader
SET seq = ?, lease = ?, leased_until = ?, seal = ?
WHERE consumer = ? AND zone = ? AND seq = ? AND lease = ?
