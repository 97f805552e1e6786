-- A zone goes under another parent.
UPDATE head
SET parent = ?, seal = ?
WHERE zone = ?
