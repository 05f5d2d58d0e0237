-- What a mapping would do: both sides as they were read for it, and a line for each key that a pass would work on.
create table preview (
  id bigint generated always as identity primary key,
  name text not null,
  text text not null,
  crm int not null references connection on delete cascade,
  pm int not null references connection on delete cascade,
  state text not null default 'reading' check (state in ('reading', 'deciding', 'done')),
  by text not null,
  at timestamptz not null default now(),
  done_at timestamptz
);

create table preview_row (
  preview bigint not null references preview on delete cascade,
  side text not null,
  entity text not null,
  row_id text not null,
  shown jsonb not null,
  primary key (preview, side, entity, row_id)
);

create table preview_line (
  preview bigint not null references preview on delete cascade,
  id bigint not null,
  pair text not null,
  key text not null,
  verdict text not null,
  -- A mark of all that was decided: two previews that say the same of a key have the same.
  digest text not null,
  -- Null: nothing would happen.
  line jsonb,
  primary key (preview, id)
);
create unique index preview_line_key on preview_line (preview, key);
