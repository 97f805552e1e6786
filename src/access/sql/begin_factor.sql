-- A second factor waits to be confirmed: nothing is returned.
INSERT INTO access_secret (account, factor_new, last_step)
VALUES (?, ?, 0)
ON CONFLICT (account) DO UPDATE
SET factor_new = excluded.factor_new
