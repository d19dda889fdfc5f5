-- What chance alone reached in each volume class of the area on a closed day, by simulation from its cells' own level
-- and dispersion: the thresholds that decided that day. upTo NULL: no limit.
CREATE TABLE calibrations (
  day TEXT NOT NULL,
  channel TEXT NOT NULL,
  class INTEGER NOT NULL,
  up_to REAL,
  dispersion REAL NOT NULL,
  hundred REAL NOT NULL,
  year REAL NOT NULL,
  thousand REAL NOT NULL,
  PRIMARY KEY (day, channel, class)
) STRICT, WITHOUT ROWID;
