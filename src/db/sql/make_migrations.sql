-- Nothing; makes the table of the steps taken, unless it is there.
CREATE TABLE IF NOT EXISTS migration (
  room TEXT NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  applied INTEGER NOT NULL,
  PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID
