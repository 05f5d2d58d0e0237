-- By which fields rows are recognised, and how; null where nothing is matched.
alter table mapping_entity drop column match_field;
alter table mapping_entity add column recognition jsonb;

-- What its vendor no longer uses leaves the lists to choose from; its links stay.
alter table sighting add column inactive boolean not null default false;

-- Short texts that rows share which are worth comparing.
create table match_block (
  connection int not null,
  entity text not null,
  block text not null,
  row_id text not null,
  primary key (connection, entity, block, row_id),
  foreign key (connection, entity, row_id) references sighting on delete cascade
);
create index match_block_row on match_block (connection, entity, row_id);

-- Accounts that a person may want to link, and why.
create table suggestion (
  mapping int not null references mapping on delete cascade,
  crm_id text not null,
  pm_id text not null,
  score real not null,
  is_equal boolean not null,
  reasons jsonb not null,
  found_at timestamptz not null default now(),
  primary key (mapping, crm_id, pm_id)
);
create index suggestion_pm on suggestion (mapping, pm_id);

-- Accounts that a person said are not the same.
create table apart (
  mapping int not null references mapping on delete cascade,
  crm_id text not null,
  pm_id text not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (mapping, crm_id, pm_id)
);
create index apart_pm on apart (mapping, pm_id);

-- One comparing of all with all, and what it changed.
create table match_run (
  id bigint generated always as identity primary key,
  mapping int not null references mapping on delete cascade,
  by text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  compared int not null default 0,
  appeared int not null default 0,
  changed int not null default 0,
  vanished int not null default 0
);
create index match_run_mapping on match_run (mapping, id);

-- How a link came to be: rows of one name, a person's choice, or one row made from the other.
alter table link add column origin text not null default 'created' check (origin in ('matched', 'chosen', 'created'));
