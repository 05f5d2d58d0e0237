-- Which mapping makes the counterpart of a row: one of all that stand between the same two connections.
create table making (
  crm int not null references connection on delete cascade,
  pm int not null references connection on delete cascade,
  pair text not null,
  side text not null,
  row_id text not null,
  mapping int not null references mapping on delete cascade,
  at timestamptz not null default now(),
  primary key (crm, pm, pair, side, row_id)
);
