-- Where the reader of texts changed (lexicons, topics), how a topic's older counts compare: voices by the newer reader
-- for one by the older, on texts that both have read. Counts stay as they were counted; baselines are scaled.
CREATE TABLE topic_scales (
  topic TEXT NOT NULL,
  until TEXT NOT NULL,
  version TEXT NOT NULL,
  ratio REAL NOT NULL CHECK (ratio > 0),
  PRIMARY KEY (topic, until)
) STRICT, WITHOUT ROWID;
