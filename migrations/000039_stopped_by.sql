-- What stopped a paused mapping: forbidden, broken or brake; null: somebody paused it. One that was broken goes on when it holds again.
alter table mapping add column stopped_by text;
