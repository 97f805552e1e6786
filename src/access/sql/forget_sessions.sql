-- Sessions that have ended, idle or too old, go: nothing is returned.
DELETE FROM access_session
WHERE used < ?
  OR begun < ?
