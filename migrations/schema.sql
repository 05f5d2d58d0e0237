-- What the migrations come to, for reading and comparing. Written by `npm run schema`; never run.

create table access_token (
  connection integer not null,
  token text not null,
  expires_at timestamp with time zone not null,
  constraint access_token_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint access_token_pkey PRIMARY KEY (connection)
);

create table account_project (
  id bigint not null generated always as identity,
  mapping integer not null,
  account text not null,
  given jsonb not null,
  asked_by text not null,
  at timestamp with time zone not null default now(),
  state text not null default 'asked'::text,
  why text,
  sent_at timestamp with time zone,
  project text,
  url text,
  constraint account_project_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint account_project_pkey PRIMARY KEY (id),
  constraint account_project_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'waiting'::text, 'sent'::text, 'made'::text, 'failed'::text])))
);
CREATE INDEX account_project_made ON baton.account_project USING btree (mapping, account);
CREATE UNIQUE INDEX account_project_open ON baton.account_project USING btree (mapping, account) WHERE (state = ANY (ARRAY['asked'::text, 'waiting'::text, 'sent'::text]));

create table answered (
  actor text not null,
  key text not null,
  verb text not null,
  asked bytea not null,
  answer jsonb,
  at timestamp with time zone not null default now(),
  constraint answered_pkey PRIMARY KEY (actor, key)
);
CREATE INDEX answered_at ON baton.answered USING btree (at);

create table apart (
  mapping integer not null,
  crm_id text not null,
  pm_id text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  suggests boolean not null default false,
  constraint apart_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint apart_pkey PRIMARY KEY (mapping, crm_id, pm_id)
);
CREATE INDEX apart_pm ON baton.apart USING btree (mapping, pm_id);

create table api_token (
  id uuid not null,
  name text not null,
  role text not null,
  hash bytea not null,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  used_at timestamp with time zone,
  constraint api_token_hash_key UNIQUE (hash),
  constraint api_token_name_key UNIQUE (name),
  constraint api_token_pkey PRIMARY KEY (id),
  constraint api_token_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'sales'::text, 'viewer'::text])))
);

create table brake (
  mapping integer not null,
  counts jsonb not null default '{}'::jsonb,
  deletes integer not null default 0,
  overwrites integer not null default 0,
  until timestamp with time zone not null default now(),
  allowed_by text,
  asked_deletes integer not null default 0,
  asked_overwrites integer not null default 0,
  constraint brake_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint brake_pkey PRIMARY KEY (mapping)
);

create table call_block (
  id uuid not null,
  connection integer not null,
  class text not null,
  cost integer not null,
  expires_at timestamp with time zone not null,
  constraint call_block_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint call_block_pkey PRIMARY KEY (id)
);
CREATE INDEX call_block_of ON baton.call_block USING btree (connection, class);

create table call_bucket (
  connection integer not null,
  class text not null,
  at timestamp with time zone not null,
  cost integer not null,
  live integer not null default 0,
  constraint call_bucket_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint call_bucket_pkey PRIMARY KEY (connection, class, at)
) with (fillfactor=70);

create table call_pause (
  connection integer not null,
  class text not null,
  until timestamp with time zone not null,
  constraint call_pause_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint call_pause_pkey PRIMARY KEY (connection, class)
);

create table call_slot (
  id uuid not null,
  connection integer not null,
  class text not null,
  expires_at timestamp with time zone not null,
  constraint call_slot_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint call_slot_pkey PRIMARY KEY (id)
);
CREATE INDEX call_slot_of ON baton.call_slot USING btree (connection, class);

create table chore (
  connection integer not null,
  kind text not null,
  entity text not null default ''::text,
  due_at timestamp with time zone not null default now(),
  token uuid,
  cursor text,
  since timestamp with time zone,
  newest timestamp with time zone,
  done_once boolean not null default false,
  done_at timestamp with time zone,
  attempts integer not null default 0,
  last_error text,
  started_at timestamp with time zone,
  constraint chore_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint chore_pkey PRIMARY KEY (connection, kind, entity)
);
CREATE INDEX chore_due ON baton.chore USING btree (due_at);

create table connection (
  id integer not null generated always as identity,
  name text not null,
  connector text not null,
  side text not null,
  settings jsonb not null,
  credentials text not null,
  hook_secret text not null,
  facts jsonb not null default '{}'::jsonb,
  account text,
  user_id text,
  state text not null default 'new'::text,
  paused_why text,
  created_at timestamp with time zone not null default now(),
  described text,
  hooks_since timestamp with time zone,
  hooks_until timestamp with time zone,
  stopped_by text,
  identity text,
  constraint connection_name_key UNIQUE (name),
  constraint connection_pkey PRIMARY KEY (id),
  constraint connection_side_check CHECK ((side = ANY (ARRAY['crm'::text, 'pm'::text]))),
  constraint connection_state_check CHECK ((state = ANY (ARRAY['new'::text, 'ready'::text, 'paused'::text])))
);

create table consent (
  ticket bytea not null,
  asked text not null,
  state bytea,
  browser bytea,
  ends_at timestamp with time zone not null,
  constraint consent_pkey PRIMARY KEY (ticket),
  constraint consent_state_key UNIQUE (state)
);

create table console_link (
  hash bytea not null,
  user_id uuid not null,
  leads_to text not null,
  ends_at timestamp with time zone not null,
  constraint console_link_leads_to_check CHECK ((leads_to = ANY (ARRAY['password'::text, 'console'::text]))),
  constraint console_link_pkey PRIMARY KEY (hash),
  constraint console_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES console_user(id) ON DELETE CASCADE
);

create table console_session (
  hash bytea not null,
  user_id uuid not null,
  created_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  ends_at timestamp with time zone not null,
  constraint console_session_pkey PRIMARY KEY (hash),
  constraint console_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES console_user(id) ON DELETE CASCADE
);
CREATE INDEX console_session_user ON baton.console_session USING btree (user_id);

create table console_user (
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  password text,
  failures integer not null default 0,
  locked_until timestamp with time zone not null default '-infinity'::timestamp with time zone,
  signed_in_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  constraint console_user_pkey PRIMARY KEY (id),
  constraint console_user_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'sales'::text, 'viewer'::text])))
);
CREATE UNIQUE INDEX console_user_email ON baton.console_user USING btree (lower(email));

create table decision (
  mapping integer not null,
  key text not null,
  field text not null default ''::text,
  choice jsonb not null,
  about jsonb not null,
  by text not null,
  of bigint,
  at timestamp with time zone not null default now(),
  id uuid not null default gen_random_uuid(),
  constraint decision_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint decision_pkey PRIMARY KEY (mapping, key, field)
);

create table delay (
  mapping integer not null,
  minute timestamp with time zone not null,
  part text not null,
  bucket smallint not null,
  keys integer not null,
  constraint delay_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint delay_part_check CHECK ((part = ANY (ARRAY['own'::text, 'vendor'::text]))),
  constraint delay_pkey PRIMARY KEY (mapping, minute, part, bucket)
) with (fillfactor=70);
CREATE INDEX delay_minute ON baton.delay USING btree (minute);

create table described (
  connection integer not null,
  entity text not null,
  fields jsonb not null,
  at timestamp with time zone not null default now(),
  constraint described_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint described_pkey PRIMARY KEY (connection, entity)
);

create table dirty (
  mapping integer not null,
  key text not null,
  shard smallint not null,
  version bigint not null default 1,
  token uuid,
  run_at timestamp with time zone not null default now(),
  dirty_at timestamp with time zone not null default now(),
  prio smallint not null default 0,
  attempts smallint not null default 0,
  suspect boolean not null default false,
  last_error text,
  again text,
  failed jsonb,
  constraint dirty_again_check CHECK ((again = ANY (ARRAY['look'::text, 'write'::text]))),
  constraint dirty_pkey PRIMARY KEY (mapping, key)
) with (fillfactor=70, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_cost_delay=0);
CREATE INDEX dirty_lane ON baton.dirty USING btree (shard, mapping, run_at, key);
CREATE INDEX dirty_live ON baton.dirty USING btree (shard, mapping, run_at) WHERE (prio >= 21600);

create table effort (
  mapping integer not null,
  connection integer not null,
  class text not null,
  keys double precision not null,
  calls double precision not null,
  constraint effort_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint effort_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint effort_pkey PRIMARY KEY (mapping, connection, class)
) with (fillfactor=70);

create table episode (
  id uuid not null,
  mapping integer not null,
  link bigint not null,
  field text not null,
  to_side text not null,
  value jsonb,
  code text not null,
  why text not null,
  passes text not null,
  told text,
  refused_at text,
  opened_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  ended_how text,
  told_at timestamp with time zone,
  constraint episode_link_fkey FOREIGN KEY (link) REFERENCES link(id) ON DELETE CASCADE,
  constraint episode_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX episode_open ON baton.episode USING btree (link, field) WHERE (ended_at IS NULL);

create table hold (
  id bigint not null generated always as identity,
  mapping integer not null,
  key text not null,
  field text not null default ''::text,
  code text not null,
  detail text not null,
  opened_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  pair text,
  question jsonb,
  shown jsonb,
  constraint hold_pkey PRIMARY KEY (id)
);
CREATE INDEX hold_mapping ON baton.hold USING btree (mapping, id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX hold_open ON baton.hold USING btree (mapping, key, field) WHERE (closed_at IS NULL);

create table installation (
  id uuid not null default gen_random_uuid(),
  is_here boolean not null default true,
  constraint installation_is_here_check CHECK (is_here),
  constraint installation_pkey PRIMARY KEY (is_here)
);

create table intent (
  id uuid not null,
  mapping integer not null,
  key text not null,
  link bigint,
  pair text not null,
  side text not null,
  op text not null,
  row_id text,
  create_key text,
  before jsonb not null,
  sent jsonb not null,
  saw jsonb not null,
  at timestamp with time zone not null default now(),
  pass uuid,
  why jsonb not null default '{}'::jsonb,
  made text,
  constraint intent_op_check CHECK ((op = ANY (ARRAY['create'::text, 'update'::text, 'delete'::text]))),
  constraint intent_pkey PRIMARY KEY (id)
);
CREATE INDEX intent_key ON baton.intent USING btree (mapping, key);

create table journal (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  mapping integer,
  pair text,
  key text,
  kind text not null,
  data jsonb not null,
  pass uuid,
  constraint journal_pkey PRIMARY KEY (id)
);
CREATE INDEX journal_by ON baton.journal USING btree (((data ->> 'by'::text)), id) WHERE (data ? 'by'::text);
CREATE INDEX journal_key ON baton.journal USING btree (mapping, key, id);
CREATE INDEX journal_mapping ON baton.journal USING btree (mapping, id);
CREATE INDEX journal_of ON baton.journal USING btree (((data ->> 'of'::text)), id) WHERE (data ? 'of'::text);
CREATE INDEX journal_pass ON baton.journal USING btree (pass, id) WHERE (pass IS NOT NULL);
CREATE INDEX journal_row ON baton.journal USING btree (((data ->> 'row'::text)), id) WHERE (data ? 'row'::text);

create table lane (
  mapping integer not null,
  shard smallint not null,
  ready_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  lease_until timestamp with time zone not null default '-infinity'::timestamp with time zone,
  owner uuid,
  served_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint lane_pkey PRIMARY KEY (mapping, shard)
) with (fillfactor=50);

create table link (
  id bigint not null generated always as identity,
  mapping integer not null,
  pair text not null,
  crm_id text not null,
  pm_id text not null,
  crm_base jsonb not null default '{}'::jsonb,
  pm_base jsonb not null default '{}'::jsonb,
  crm_missing_since timestamp with time zone,
  pm_missing_since timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  verified_at timestamp with time zone,
  crm_url text,
  pm_url text,
  crm_parent text,
  pm_parent text,
  origin text not null default 'created'::text,
  crm_beside jsonb not null default '{}'::jsonb,
  pm_beside jsonb not null default '{}'::jsonb,
  differs boolean not null default false,
  crm_record text generated always as (
CASE
    WHEN (strpos(crm_id, '/'::text) > 0) THEN "substring"(crm_id, '[^/]+$'::text)
    ELSE NULL::text
END) stored,
  pm_record text generated always as (
CASE
    WHEN (strpos(pm_id, '/'::text) > 0) THEN "substring"(pm_id, '[^/]+$'::text)
    ELSE NULL::text
END) stored,
  made text,
  words tsvector generated always as (title_words(((COALESCE((crm_base ->> 'title'::text), (crm_base ->> 'name'::text), ''::text) || ' '::text) || COALESCE((pm_base ->> 'title'::text), (pm_base ->> 'name'::text), ''::text)))) stored,
  is_unverified boolean not null generated always as ((verified_at IS NULL)) stored,
  constraint link_made_check CHECK ((made = ANY (ARRAY['crm'::text, 'pm'::text]))),
  constraint link_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id),
  constraint link_mapping_pair_crm_id_key UNIQUE (mapping, pair, crm_id),
  constraint link_mapping_pair_pm_id_key UNIQUE (mapping, pair, pm_id),
  constraint link_origin_check CHECK ((origin = ANY (ARRAY['matched'::text, 'chosen'::text, 'created'::text]))),
  constraint link_pkey PRIMARY KEY (id)
) with (fillfactor=85);
CREATE INDEX link_crm_record ON baton.link USING btree (mapping, pair, crm_record) WHERE (crm_record IS NOT NULL);
CREATE INDEX link_crm_thread ON baton.link USING btree (mapping, crm_parent) WHERE (pair = 'comments'::text);
CREATE INDEX link_differs ON baton.link USING btree (mapping) WHERE differs;
CREATE INDEX link_pm_record ON baton.link USING btree (mapping, pair, pm_record) WHERE (pm_record IS NOT NULL);
CREATE INDEX link_pm_thread ON baton.link USING btree (mapping, pm_parent) WHERE (pair = 'comments'::text);
CREATE INDEX link_unverified ON baton.link USING btree (mapping) WHERE is_unverified;
CREATE INDEX link_words ON baton.link USING gin (words);

create table making (
  crm integer not null,
  pm integer not null,
  pair text not null,
  side text not null,
  row_id text not null,
  mapping integer not null,
  at timestamp with time zone not null default now(),
  constraint making_crm_fkey FOREIGN KEY (crm) REFERENCES connection(id) ON DELETE CASCADE,
  constraint making_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint making_pkey PRIMARY KEY (crm, pm, pair, side, row_id),
  constraint making_pm_fkey FOREIGN KEY (pm) REFERENCES connection(id) ON DELETE CASCADE
);

create table mapping (
  id integer not null generated always as identity,
  name text not null,
  text text not null,
  crm integer not null,
  pm integer not null,
  shards smallint not null default 1,
  state text not null default 'off'::text,
  paused_why text,
  on_since timestamp with time zone,
  installation uuid,
  stopped_by text,
  stopped_at timestamp with time zone,
  constraint mapping_crm_fkey FOREIGN KEY (crm) REFERENCES connection(id),
  constraint mapping_name_key UNIQUE (name),
  constraint mapping_pkey PRIMARY KEY (id),
  constraint mapping_pm_fkey FOREIGN KEY (pm) REFERENCES connection(id),
  constraint mapping_state_check CHECK ((state = ANY (ARRAY['on'::text, 'off'::text, 'paused'::text])))
);

create table mapping_entity (
  mapping integer not null,
  connection integer not null,
  entity text not null,
  side text not null,
  pair text not null,
  recognition jsonb,
  constraint mapping_entity_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id),
  constraint mapping_entity_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint mapping_entity_pkey PRIMARY KEY (connection, entity, mapping, pair)
);

create table mapping_version (
  id bigint not null generated always as identity,
  mapping integer not null,
  text text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint mapping_version_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint mapping_version_pkey PRIMARY KEY (id)
);
CREATE INDEX mapping_version_of ON baton.mapping_version USING btree (mapping, id);

create table match_block (
  connection integer not null,
  entity text not null,
  block text not null,
  row_id text not null,
  constraint match_block_connection_entity_row_id_fkey FOREIGN KEY (connection, entity, row_id) REFERENCES sighting(connection, entity, row_id) ON DELETE CASCADE,
  constraint match_block_pkey PRIMARY KEY (connection, entity, block, row_id)
);
CREATE INDEX match_block_row ON baton.match_block USING btree (row_id, connection, entity);

create table match_change (
  run bigint not null,
  crm_id text not null,
  pm_id text not null,
  before jsonb,
  now jsonb,
  constraint match_change_pkey PRIMARY KEY (run, crm_id, pm_id),
  constraint match_change_run_fkey FOREIGN KEY (run) REFERENCES match_run(id) ON DELETE CASCADE
);

create table match_run (
  id bigint not null generated always as identity,
  mapping integer not null,
  by text not null,
  started_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  compared integer not null default 0,
  appeared integer not null default 0,
  changed integer not null default 0,
  vanished integer not null default 0,
  constraint match_run_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint match_run_pkey PRIMARY KEY (id)
);
CREATE INDEX match_run_mapping ON baton.match_run USING btree (mapping, id);

create table membership (
  link bigint not null,
  people text[] not null,
  strangers text[] not null default '{}'::text[],
  state text not null,
  why text,
  at timestamp with time zone not null default now(),
  constraint membership_link_fkey FOREIGN KEY (link) REFERENCES link(id) ON DELETE CASCADE,
  constraint membership_pkey PRIMARY KEY (link),
  constraint membership_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'agreed'::text, 'added'::text, 'declined'::text, 'refused'::text])))
);

create table migration (
  id integer not null default nextval('migration_id_seq'::regclass),
  name character varying(255) not null,
  run_on timestamp without time zone not null,
  constraint migration_pkey PRIMARY KEY (id)
);

create table named_client (
  mapping integer not null,
  crm_id text not null,
  client_id text,
  name text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint named_client_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint named_client_pkey PRIMARY KEY (mapping, crm_id)
);
CREATE UNIQUE INDEX named_client_id ON baton.named_client USING btree (mapping, client_id) WHERE (client_id IS NOT NULL);

create table outbox (
  message_id text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  run_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  last_error text,
  sent_at timestamp with time zone,
  first_tried_at timestamp with time zone,
  given_up_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (message_id)
);
CREATE INDEX outbox_by_time ON baton.outbox USING btree (sent_at DESC, run_at);
CREATE INDEX outbox_due ON baton.outbox USING btree (run_at) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));

create table person (
  mapping integer not null,
  crm text not null,
  pm text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint person_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint person_pkey PRIMARY KEY (mapping, crm, pm)
);

create table preview (
  id bigint not null generated always as identity,
  name text not null,
  text text not null,
  crm integer not null,
  pm integer not null,
  state text not null default 'reading'::text,
  by text not null,
  at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  applies bigint,
  outcome text,
  trial jsonb,
  counts jsonb,
  constraint preview_applies_fkey FOREIGN KEY (applies) REFERENCES preview(id) ON DELETE SET NULL,
  constraint preview_crm_fkey FOREIGN KEY (crm) REFERENCES connection(id) ON DELETE CASCADE,
  constraint preview_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'changed'::text]))),
  constraint preview_pkey PRIMARY KEY (id),
  constraint preview_pm_fkey FOREIGN KEY (pm) REFERENCES connection(id) ON DELETE CASCADE,
  constraint preview_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'deciding'::text, 'done'::text])))
);

create table preview_line (
  preview bigint not null,
  id bigint not null,
  pair text not null,
  key text not null,
  verdict text not null,
  digest text not null,
  line jsonb,
  constraint preview_line_pkey PRIMARY KEY (preview, id),
  constraint preview_line_preview_fkey FOREIGN KEY (preview) REFERENCES preview(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX preview_line_key ON baton.preview_line USING btree (preview, key);

create table preview_row (
  preview bigint not null,
  side text not null,
  entity text not null,
  row_id text not null,
  shown jsonb not null,
  constraint preview_row_pkey PRIMARY KEY (preview, side, entity, row_id),
  constraint preview_row_preview_fkey FOREIGN KEY (preview) REFERENCES preview(id) ON DELETE CASCADE
);

create table sighting (
  connection integer not null,
  entity text not null,
  row_id text not null,
  fields jsonb not null,
  match_key text,
  seen_at timestamp with time zone not null default now(),
  inactive boolean not null default false,
  url text,
  constraint sighting_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint sighting_pkey PRIMARY KEY (connection, entity, row_id)
);
CREATE INDEX sighting_email ON baton.sighting USING btree (connection, lower((fields ->> 'email'::text))) WHERE (entity = 'user'::text);
CREATE INDEX sighting_inactive ON baton.sighting USING btree (connection, entity) WHERE inactive;
CREATE INDEX sighting_match ON baton.sighting USING btree (match_key, connection, entity);
CREATE INDEX sighting_task_words ON baton.sighting USING gin (title_words(COALESCE((fields ->> 'title'::text), (fields ->> 'name'::text), ''::text))) WHERE (entity = 'task'::text);
CREATE INDEX sighting_under ON baton.sighting USING btree (connection, entity, ((fields ->> 'under'::text))) WHERE ((fields ->> 'under'::text) IS NOT NULL);

create table signal (
  id bigint not null generated always as identity,
  connection integer,
  entity text,
  row_id text,
  mapping integer,
  key text,
  prio smallint not null default 0
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_cost_delay=0);
CREATE INDEX signal_turn ON baton.signal USING btree (COALESCE(connection, 0), id);

create table suggestion (
  mapping integer not null,
  crm_id text not null,
  pm_id text not null,
  score real not null,
  is_equal boolean not null,
  reasons jsonb not null,
  found_at timestamp with time zone not null default now(),
  constraint suggestion_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint suggestion_pkey PRIMARY KEY (mapping, crm_id, pm_id)
);
CREATE INDEX suggestion_pm ON baton.suggestion USING btree (mapping, pm_id);

create table sweep_done (
  mapping integer not null,
  pair text not null,
  side text not null,
  began_at timestamp with time zone not null,
  constraint sweep_done_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint sweep_done_pkey PRIMARY KEY (mapping, pair, side)
);

create table sweep_stretch (
  connection integer not null,
  entity text not null,
  checked bigint[] not null,
  unchecked bigint[] not null,
  constraint sweep_stretch_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE
);
CREATE INDEX sweep_stretch_of ON baton.sweep_stretch USING btree (connection, entity);

create table sweep_unchecked (
  link bigint not null,
  side text not null,
  checked_at timestamp with time zone,
  constraint sweep_unchecked_link_fkey FOREIGN KEY (link) REFERENCES link(id) ON DELETE CASCADE,
  constraint sweep_unchecked_pkey PRIMARY KEY (link, side)
);

create table task_state (
  connection integer not null,
  entity text not null,
  row_id text not null,
  project text not null,
  due text,
  is_closed boolean not null,
  constraint task_state_connection_fkey FOREIGN KEY (connection) REFERENCES connection(id) ON DELETE CASCADE,
  constraint task_state_pkey PRIMARY KEY (connection, entity, row_id)
);
CREATE INDEX task_state_project ON baton.task_state USING btree (connection, project);

create table thread (
  link bigint not null,
  side text not null,
  mark text,
  asked integer not null,
  answered integer not null default 0,
  due_at timestamp with time zone not null,
  constraint thread_link_fkey FOREIGN KEY (link) REFERENCES link(id) ON DELETE CASCADE,
  constraint thread_pkey PRIMARY KEY (link, side),
  constraint thread_side_check CHECK ((side = ANY (ARRAY['crm'::text, 'pm'::text])))
);
CREATE INDEX thread_due ON baton.thread USING btree (due_at);

create table tombstone (
  id bigint not null generated always as identity,
  mapping integer not null,
  pair text not null,
  crm_id text not null,
  pm_id text not null,
  crm_base jsonb not null,
  pm_base jsonb not null,
  gone text not null,
  at timestamp with time zone not null default now(),
  crm_record text generated always as (
CASE
    WHEN (strpos(crm_id, '/'::text) > 0) THEN "substring"(crm_id, '[^/]+$'::text)
    ELSE NULL::text
END) stored,
  pm_record text generated always as (
CASE
    WHEN (strpos(pm_id, '/'::text) > 0) THEN "substring"(pm_id, '[^/]+$'::text)
    ELSE NULL::text
END) stored,
  made text,
  constraint tombstone_gone_check CHECK ((gone = ANY (ARRAY['crm'::text, 'pm'::text, 'both'::text]))),
  constraint tombstone_made_check CHECK ((made = ANY (ARRAY['crm'::text, 'pm'::text]))),
  constraint tombstone_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id) ON DELETE CASCADE,
  constraint tombstone_pkey PRIMARY KEY (id)
);
CREATE INDEX tombstone_crm ON baton.tombstone USING btree (mapping, pair, crm_id);
CREATE INDEX tombstone_crm_record ON baton.tombstone USING btree (mapping, pair, crm_record) WHERE (crm_record IS NOT NULL);
CREATE INDEX tombstone_pm ON baton.tombstone USING btree (mapping, pair, pm_id);
CREATE INDEX tombstone_pm_record ON baton.tombstone USING btree (mapping, pair, pm_record) WHERE (pm_record IS NOT NULL);

create table wait (
  mapping integer not null,
  key text not null,
  connection integer not null,
  entity text not null,
  row_id text not null,
  constraint wait_pkey PRIMARY KEY (mapping, key, connection, entity, row_id)
);
CREATE INDEX wait_row ON baton.wait USING btree (connection, entity, row_id);

create table wish (
  mapping integer not null,
  pair text not null,
  side text not null,
  row_id text not null,
  why text not null,
  asked_by text,
  at timestamp with time zone not null default now(),
  given jsonb not null default '{}'::jsonb,
  members jsonb,
  missing_since timestamp with time zone,
  constraint wish_mapping_fkey FOREIGN KEY (mapping) REFERENCES mapping(id),
  constraint wish_pkey PRIMARY KEY (mapping, pair, side, row_id),
  constraint wish_why_check CHECK ((why = ANY (ARRAY['won'::text, 'asked'::text, 'needed'::text])))
);

CREATE OR REPLACE FUNCTION baton.brake_counted(counts jsonb, first bigint, bucket bigint, deletes integer, overwrites integer)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(jsonb_object_agg(key, sums), '{}') from (
    select key, jsonb_build_array(sum(d), sum(o)) as sums from (
      select key, (value ->> 0)::int as d, (value ->> 1)::int as o from jsonb_each(counts) where key::bigint >= first
      union all select bucket::text, deletes, overwrites) as parts
    group by key) as buckets
$function$
;

CREATE OR REPLACE FUNCTION baton.brake_total(counts jsonb)
 RETURNS json
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select json_build_object('deletes', coalesce(sum((value ->> 0)::int), 0), 'overwrites', coalesce(sum((value ->> 1)::int), 0))
  from jsonb_each(counts)
$function$
;

CREATE OR REPLACE FUNCTION baton.shard_of(m integer, k text)
 RETURNS smallint
 LANGUAGE sql
 STABLE
AS $function$
  select (abs(hashtextextended(k, 0)) % coalesce((select shards from mapping where id = m), 1))::smallint
$function$
;

CREATE OR REPLACE FUNCTION baton.title_words(text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('simple'::regconfig, regexp_replace("left"($1, 1000), '[^[:alnum:]]+'::text, ' '::text, 'g'::text))
;

-- and sequence account_project_id_seq

-- and sequence connection_id_seq

-- and sequence hold_id_seq

-- and sequence journal_id_seq

-- and sequence link_id_seq

-- and sequence mapping_id_seq

-- and sequence mapping_version_id_seq

-- and sequence match_run_id_seq

-- and sequence migration_id_seq

-- and sequence preview_id_seq

-- and sequence signal_id_seq

-- and sequence tombstone_id_seq
