-- PostgreSQL has no STRICT, its INTEGER is of 32 bits, and text must be compared by bytes.
CREATE TABLE IF NOT EXISTS migration (
  room TEXT COLLATE "C" NOT NULL,
  number BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  applied BIGINT NOT NULL,
  PRIMARY KEY (room, number)
)
