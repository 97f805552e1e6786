-- A session by its digest: account, begun, used, whether its account has a second factor.
SELECT account, begun, used,
  CAST(CASE WHEN EXISTS (
    SELECT 1
    FROM access_secret
    WHERE access_secret.account = access_session.account
      AND factor IS NOT NULL
  ) THEN 1 ELSE 0 END AS BIGINT) AS has_factor
FROM access_session
WHERE id = ?
