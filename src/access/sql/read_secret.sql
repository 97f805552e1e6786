-- The secrets of an account: password, factor, factor that is not confirmed, last step used.
SELECT password, factor, factor_new, last_step
FROM access_secret
WHERE account = ?
