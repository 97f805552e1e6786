-- A preview is held until it is committed or too old: nothing is returned.
INSERT INTO api_import (id, account, register, made, expires, about, written, planned)
VALUES (?, ?, ?, ?, ?, ?, 0, 0)
