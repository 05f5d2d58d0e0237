-- Which Baton this is. A part of the keys by which what it creates is found again, so that two of them over the same
-- accounts, with the same mapping and the same ids, do not take each other's rows for their own. A restored backup is the
-- same one.
create table installation (
  id uuid not null default gen_random_uuid(),
  is_here boolean primary key default true check (is_here)
);
insert into installation default values;

-- Null: the mapping is older than that, and its keys stay as they were.
alter table mapping add column installation uuid;
