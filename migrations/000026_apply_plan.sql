-- A preview that is carried out, if it says the same as the one that somebody looked at.
alter table preview
  add applies bigint references preview on delete set null,
  add outcome text check (outcome in ('applied', 'changed'));
