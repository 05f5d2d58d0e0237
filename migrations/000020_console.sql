-- People who may sign in to the console. What is kept of a password cannot be turned back into it.
create table console_user (
  id uuid primary key,
  email text not null,
  name text not null,
  role text not null check (role in ('admin', 'sales', 'viewer')),
  password text,
  failures int not null default 0,
  locked_until timestamptz not null default '-infinity',
  signed_in_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now()
);
create unique index console_user_email on console_user (lower(email));

-- Who is signed in: what the cookie's token hashes to, and until when it is good.
create table console_session (
  hash bytea primary key,
  user_id uuid not null references console_user on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null
);
create index console_session_user on console_session (user_id);

-- Links that let somebody in once: to choose a password, or straight away.
create table console_link (
  hash bytea primary key,
  user_id uuid not null references console_user on delete cascade,
  leads_to text not null check (leads_to in ('password', 'console')),
  ends_at timestamptz not null
);
