-- So that another zone cannot begin to refer to what is being retired: the writer of either waits.
SELECT register
FROM record
WHERE zone = ? AND id = ?
FOR UPDATE
