-- Of a record of another zone that is being referred to: it is not retired meanwhile.
SELECT register
FROM record
WHERE zone = ? AND id = ?
FOR SHARE
