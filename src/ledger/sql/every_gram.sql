-- Which records of a zone have which grams: id, register, field, gram.
SELECT id, register, field, gram
FROM gram
WHERE zone = ?
