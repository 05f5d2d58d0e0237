-- Connections: an account at a vendor. Secrets are JWE texts; nothing here is readable without the master key.
create table connection (
  id int generated always as identity primary key,
  name text not null unique,
  connector text not null,
  side text not null check (side in ('crm', 'pm')),
  settings jsonb not null,
  credentials text not null,
  hook_secret text not null,
  facts jsonb not null default '{}',
  account text,
  user_id text,
  state text not null default 'new' check (state in ('new', 'ready', 'paused')),
  paused_why text,
  created_at timestamptz not null default now()
);

create table access_token (
  connection int primary key references connection on delete cascade,
  token text not null,
  expires_at timestamptz not null
);

-- Work that comes round by the clock: checks, webhook channels, pulls. One row each, leased while it is done.
create table chore (
  connection int not null references connection on delete cascade,
  kind text not null,
  entity text not null default '',
  due_at timestamptz not null default now(),
  token uuid,
  cursor text,
  -- Pulls: rows changed at or after this are still to be read; null reads everything.
  since timestamptz,
  -- The newest change seen in the pull under way, by the vendor's own clock.
  newest timestamptz,
  done_once boolean not null default false,
  done_at timestamptz,
  attempts int not null default 0,
  last_error text,
  primary key (connection, kind, entity)
);
create index chore_due on chore (due_at);

create table mapping (
  id int generated always as identity primary key,
  name text not null unique,
  text text not null,
  crm int not null references connection,
  pm int not null references connection,
  shards smallint not null default 1,
  state text not null default 'off' check (state in ('on', 'off', 'paused')),
  paused_why text,
  on_since timestamptz
);

-- Which rows concern a mapping that is on; the fold joins over it.
create table mapping_entity (
  mapping int not null references mapping on delete cascade,
  connection int not null references connection,
  entity text not null,
  side text not null,
  pair text not null,
  -- The field whose value recognises rows that never met; null where nothing is matched.
  match_field text,
  primary key (connection, entity, mapping, pair)
);

-- A crm row and a pm row that belong together, and what each showed when the two last agreed.
create table link (
  id bigint generated always as identity primary key,
  mapping int not null references mapping,
  pair text not null,
  crm_id text not null,
  pm_id text not null,
  crm_base jsonb not null default '{}',
  pm_base jsonb not null default '{}',
  crm_missing_since timestamptz,
  pm_missing_since timestamptz,
  created_at timestamptz not null default now(),
  verified_at timestamptz,
  unique (mapping, pair, crm_id),
  unique (mapping, pair, pm_id)
);

-- Rows seen but not linked, and rows looked up by other rows (people): what they last showed.
create table sighting (
  connection int not null references connection on delete cascade,
  entity text not null,
  row_id text not null,
  fields jsonb not null,
  match_key text,
  seen_at timestamptz not null default now(),
  primary key (connection, entity, row_id)
);
create index sighting_match on sighting (connection, entity, match_key);

-- A counterpart that somebody, or a deal's being won, has asked for.
create table wish (
  mapping int not null references mapping,
  pair text not null,
  side text not null,
  row_id text not null,
  why text not null check (why in ('won', 'asked', 'needed')),
  asked_by text,
  at timestamptz not null default now(),
  primary key (mapping, pair, side, row_id)
);

-- News, appended and nothing else. Either a row somewhere, or a key of a mapping.
create table signal (
  id bigint generated always as identity,
  connection int,
  entity text,
  row_id text,
  mapping int,
  key text,
  prio smallint not null default 0
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
create index signal_id on signal (id);

-- What is due: one row per link or newcomer. While leased, run_at is the end of the lease.
create table dirty (
  mapping int not null,
  key text not null,
  shard smallint not null,
  version bigint not null default 1,
  token uuid,
  run_at timestamptz not null default now(),
  dirty_at timestamptz not null default now(),
  prio smallint not null default 0,
  attempts smallint not null default 0,
  suspect boolean not null default false,
  last_error text,
  primary key (mapping, key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
        autovacuum_vacuum_cost_delay = 0);
create index dirty_lane on dirty (mapping, shard, run_at);

create table lane (
  mapping int not null,
  shard smallint not null,
  ready_at timestamptz not null default 'infinity',
  lease_until timestamptz not null default '-infinity',
  owner uuid,
  served_at timestamptz not null default '-infinity',
  primary key (mapping, shard)
) with (fillfactor = 50);

create function shard_of(m int, k text) returns smallint language sql stable as $$
  select (abs(hashtextextended(k, 0)) % coalesce((select shards from mapping where id = m), 1))::smallint
$$;

-- Rows that a key waits for: when one of them changes, the key is due.
create table wait (
  mapping int not null,
  key text not null,
  connection int not null,
  entity text not null,
  row_id text not null,
  primary key (mapping, key, connection, entity, row_id)
);
create index wait_row on wait (connection, entity, row_id);

-- A write recorded before it is sent.
create table intent (
  id uuid primary key,
  mapping int not null,
  key text not null,
  link bigint,
  pair text not null,
  side text not null,
  op text not null check (op in ('create', 'update', 'delete')),
  row_id text,
  create_key text,
  before jsonb not null,
  sent jsonb not null,
  saw jsonb not null,
  at timestamptz not null default now()
);
create index intent_key on intent (mapping, key);

-- A value that was refused, from the first refusal until it passes or is taken back.
create table episode (
  id uuid primary key,
  mapping int not null,
  link bigint not null references link on delete cascade,
  field text not null,
  to_side text not null,
  value jsonb,
  code text not null,
  why text not null,
  passes text not null,
  told text,
  -- The version of the row that refused; null where a rule of the mapping refused.
  refused_at text,
  opened_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_how text
);
create unique index episode_open on episode (link, field) where ended_at is null;

-- A question for a person.
create table hold (
  id bigint generated always as identity primary key,
  mapping int not null,
  key text not null,
  field text not null default '',
  code text not null,
  detail text not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz
);
create unique index hold_open on hold (mapping, key, field) where closed_at is null;

create table journal (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  mapping int,
  pair text,
  key text,
  kind text not null,
  data jsonb not null
);
create index journal_key on journal (mapping, key, id);

create table outbox (
  message_id text primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  last_error text,
  sent_at timestamptz
);
create index outbox_due on outbox (run_at) where sent_at is null;
