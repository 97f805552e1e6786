-- PostgreSQL guards its pages by itself (data checksums); there is nothing to ask that all may ask.
SELECT 'ok' AS integrity_check
