-- What a person gave for the new row when asking for it; it counts before what the mapping says.
alter table wish
  add column given jsonb not null default '{}',
  -- Who is to become a member, and whether that is agreed; null: as the mapping says.
  add column members jsonb;

-- The addresses at which people see the two rows, as they were last read.
alter table link
  add column crm_url text,
  add column pm_url text;

-- People who are to become members of a project that Baton made. Nobody is added before it is agreed.
create table membership (
  link bigint primary key references link on delete cascade,
  people text[] not null,
  -- People of the CRM who are nobody in the project tool.
  strangers text[] not null default '{}',
  state text not null check (state in ('asked', 'agreed', 'added', 'declined', 'refused')),
  -- Why the tool did not add them.
  why text,
  at timestamptz not null default now()
);
