-- The letters of a zone that had a key: seq, actor, key, known, digest, seal.
SELECT seq, actor, key, known, digest, seal
FROM request
WHERE zone = ?
ORDER BY seq
