-- Reminders of cases go through the same outbox. The kinds are the code's to know (state/notifications.ts), so that a
-- new one needs no new table.
DROP INDEX notifications_subject;
ALTER TABLE notifications RENAME COLUMN kind TO former_kind;
ALTER TABLE notifications ADD COLUMN kind TEXT NOT NULL DEFAULT '';
UPDATE notifications SET kind = former_kind;
ALTER TABLE notifications DROP COLUMN former_kind;
CREATE INDEX notifications_subject ON notifications (kind, subject);
