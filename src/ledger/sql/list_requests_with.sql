-- The letters with a key whose entries hold a mark: seq, actor, key, known.
SELECT request.seq, request.actor, request.key, request.known
FROM request
JOIN entry ON entry.zone = request.zone AND entry.seq = request.seq
WHERE request.zone = ? AND entry.body LIKE ?
