-- Why each field is written: what follows from a write that is found later depends on it.
alter table intent add column why jsonb not null default '{}';
