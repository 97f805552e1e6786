-- What is to be told of a zone after a seq, in order, at most so many.
SELECT seq, known, topics
FROM outbox
WHERE zone = ? AND seq > ?
ORDER BY seq
LIMIT ?
