-- The head of a zone, locked until the transaction ends: seq, last, closed, hash, newest shape, clock,
-- parent.
SELECT seq, last, closed, hash,
  (SELECT shape.hash FROM shape ORDER BY number DESC LIMIT 1) AS newest_shape,
  0 AS clock,
  parent
FROM head
WHERE zone = ?
