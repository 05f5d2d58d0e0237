-- What a hold is about, so that a person can answer it without asking a vendor.
alter table hold add column pair text;
alter table hold add column question jsonb;
-- The rows it is about, by side: id, name and address.
alter table hold add column shown jsonb;
create index hold_mapping on hold (mapping, id) where closed_at is null;

-- What a person decided about a key, or a field of it; good as long as what it is about is still shown.
create table decision (
  mapping int not null references mapping on delete cascade,
  key text not null,
  field text not null default '',
  choice jsonb not null,
  about jsonb not null,
  by text not null,
  -- The journal's entry that is put back or undone.
  of bigint,
  at timestamptz not null default now(),
  primary key (mapping, key, field)
);

-- The pass that an entry was written by: all of a pass can be undone together.
alter table journal add column pass uuid;
create index journal_pass on journal (pass, id) where pass is not null;
create index journal_mapping on journal (mapping, id);
alter table intent add column pass uuid;
