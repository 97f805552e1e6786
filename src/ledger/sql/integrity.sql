-- What is wrong with the file itself, its indexes against their tables included: "ok", or a row each.
PRAGMA integrity_check
