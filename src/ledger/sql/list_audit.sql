-- Acts after a seq, in their order, at most so many.
SELECT seq, at, zone, actor, act, about, details, prev_hash, hash
FROM audit
WHERE seq > ?
ORDER BY seq
LIMIT ?
