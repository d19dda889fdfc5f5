-- Phrases of concerns that no topic names, in the days in which at least five voices used them within 72 hours. A phrase
-- that fewer used is written nowhere (promise 6). Integers and the phrase: no text, no author.
CREATE TABLE phrase_cells (
  phrase TEXT NOT NULL,
  place TEXT NOT NULL,
  day TEXT NOT NULL,
  voices INTEGER NOT NULL,
  voices_72h INTEGER NOT NULL,
  negative_72h INTEGER NOT NULL,
  toned_72h INTEGER NOT NULL,
  items INTEGER NOT NULL,
  -- voices of 72 hours by source group, as JSON
  sources TEXT NOT NULL,
  -- voices a day that used it in the weeks before, when it was first written
  usual REAL NOT NULL,
  PRIMARY KEY (day, phrase, place)
) STRICT, WITHOUT ROWID;
