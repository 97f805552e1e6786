-- The sessions that have not ended, by when they were used and begun: id.
SELECT id
FROM access_session
WHERE used > ?
  AND begun > ?
