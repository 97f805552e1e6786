-- An invitation, in place of an earlier one of the account: nothing is returned.
INSERT INTO access_invitation (account, id, expires)
VALUES (?, ?, ?)
ON CONFLICT (account) DO UPDATE
SET id = excluded.id,
  expires = excluded.expires
