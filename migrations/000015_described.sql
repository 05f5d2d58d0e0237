-- An account's own fields and choices, as its vendor described them; `described` is a mark of all of them together.
create table described (
  connection int not null references connection on delete cascade,
  entity text not null,
  fields jsonb not null,
  at timestamptz not null default now(),
  primary key (connection, entity)
);
alter table connection add column described text;
