-- What the seal of a zone's head is over, locked until the transaction ends: parent, closed.
SELECT parent, closed
FROM head
WHERE zone = ?
