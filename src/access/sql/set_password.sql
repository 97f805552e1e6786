-- An account has a new password: nothing is returned.
INSERT INTO access_secret (account, password, last_step)
VALUES (?, ?, 0)
ON CONFLICT (account) DO UPDATE
SET password = excluded.password
