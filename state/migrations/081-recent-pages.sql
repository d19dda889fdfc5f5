-- Which page it was, hashed like entries_seen: one that is read again and again is one page.
ALTER TABLE recent_pages ADD COLUMN page TEXT NOT NULL DEFAULT '';
