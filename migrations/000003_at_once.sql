-- Calls that may be under way at once: one row for each place a node has taken. A dead node's places run out.
create table call_slot (
  id uuid primary key,
  connection int not null references connection on delete cascade,
  class text not null,
  expires_at timestamptz not null
);
create index call_slot_of on call_slot (connection, class);

-- What work has cost lately, for saying when a backlog ends: keys worked through, and calls made for them. Both fade.
create table effort (
  mapping int not null references mapping on delete cascade,
  connection int not null references connection on delete cascade,
  class text not null,
  keys float8 not null,
  calls float8 not null,
  primary key (mapping, connection, class)
) with (fillfactor = 70);
