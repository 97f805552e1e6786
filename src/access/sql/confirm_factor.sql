-- The factor that waited is in use, and the code by which it was confirmed used: nothing.
UPDATE access_secret
SET factor = factor_new,
  factor_new = NULL,
  last_step = ?
WHERE account = ?
  AND factor_new = ?
