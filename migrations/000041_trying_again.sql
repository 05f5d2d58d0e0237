-- What stopped a paused connection: `locked-out`, where its vendor no longer lets Baton in; null: somebody paused it.
alter table connection add column stopped_by text;
-- Since when a mapping has been paused. One that a missing right stopped is tried again from time to time; while it is, it is on and
-- `stopped_by` says so still.
alter table mapping add column stopped_at timestamptz;
