-- SQLite has one writer; here the head row is the lock of its zone.  The clock is the database's.
SELECT seq, last, closed, hash,
  (SELECT shape.hash FROM shape ORDER BY number DESC LIMIT 1) AS newest_shape,
  (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
    + COALESCE((SELECT max(shown_at - set_at) FROM own_clock), 0) AS clock,
  parent
FROM head
WHERE zone = ?
FOR UPDATE
