-- An invitation by its digest: account, expires.
SELECT account, expires
FROM access_invitation
WHERE id = ?
