-- Failures of long ago go: nothing is returned.
DELETE FROM access_failure
WHERE last < ?
