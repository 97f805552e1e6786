-- An account has no second factor any more: nothing is returned.
UPDATE access_secret
SET factor = NULL,
  factor_new = NULL
WHERE account = ?
