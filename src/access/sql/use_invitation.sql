-- An invitation is used up: nothing is returned.
DELETE FROM access_invitation
WHERE id = ?
