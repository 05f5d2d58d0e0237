-- The row that each row of a link belongs to, as it was last seen: a task whose project cannot be read either was not deleted.
alter table link add column crm_parent text;
alter table link add column pm_parent text;

-- Links that ended because a row was gone. One that comes back is linked again, with its past, instead of doubled.
create table tombstone (
  id bigint generated always as identity primary key,
  mapping int not null references mapping on delete cascade,
  pair text not null,
  crm_id text not null,
  pm_id text not null,
  crm_base jsonb not null,
  pm_base jsonb not null,
  gone text not null check (gone in ('crm', 'pm', 'both')),
  at timestamptz not null default now()
);
create index tombstone_crm on tombstone (mapping, pair, crm_id);
create index tombstone_pm on tombstone (mapping, pair, pm_id);
