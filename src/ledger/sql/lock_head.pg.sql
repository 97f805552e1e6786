-- SQLite has one writer; here the head row is the lock of its zone.  The clock is the database's.
SELECT seq, last, closed, hash,
  (SELECT shape.hash FROM shape ORDER BY number DESC LIMIT 1) AS newest_shape,
  (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS clock,
  parent
FROM head
WHERE zone = ?
FOR UPDATE
