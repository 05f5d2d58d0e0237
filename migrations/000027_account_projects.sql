-- Projects that somebody wanted for an account, without a deal. The row is the record of the write: `sent` before it leaves.
create table account_project (
  id bigint generated always as identity primary key,
  mapping int not null references mapping on delete cascade,
  account text not null,
  given jsonb not null,
  asked_by text not null,
  at timestamptz not null default now(),
  state text not null default 'asked' check (state in ('asked', 'waiting', 'sent', 'made', 'failed')),
  -- Why it waits, or was not made.
  why text,
  sent_at timestamptz,
  project text,
  url text
);
-- However often it is clicked, one at a time.
create unique index account_project_open on account_project (mapping, account) where state in ('asked', 'waiting', 'sent');
create index account_project_made on account_project (mapping, account);
