-- Tokens of the API. The token itself is told once and never kept: only what it hashes to.
create table api_token (
  id uuid primary key,
  name text not null unique,
  role text not null check (role in ('admin', 'sales', 'viewer')),
  hash bytea not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default 'infinity',
  used_at timestamptz
);

-- What was answered to requests that carried an idempotency key: the same question again gets the same answer.
create table answered (
  actor text not null,
  key text not null,
  verb text not null,
  asked bytea not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (actor, key)
);
create index answered_at on answered (at);
