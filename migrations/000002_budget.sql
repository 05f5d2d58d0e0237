-- Calls that were answered, in small buckets; a rolling window sums the newest of them.
create table call_bucket (
  connection int not null references connection on delete cascade,
  class text not null,
  at timestamptz not null,
  cost int not null,
  primary key (connection, class, at)
) with (fillfactor = 70);

-- Calls a node may make without asking again. They count as made until it says otherwise, or for ever if it dies.
create table call_block (
  id uuid primary key,
  connection int not null references connection on delete cascade,
  class text not null,
  cost int not null,
  expires_at timestamptz not null
);
create index call_block_of on call_block (connection, class);

-- What a vendor said itself: nothing may be called before.
create table call_pause (
  connection int not null references connection on delete cascade,
  class text not null,
  until timestamptz not null,
  primary key (connection, class)
);
