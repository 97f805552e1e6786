-- The search table of a zone: register, gram, field, seq, ids.
SELECT register, gram, field, seq, ids
FROM posting
WHERE zone = ?
