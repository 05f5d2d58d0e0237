-- The texts that a mapping was switched on with, the newest last. It is only ever added to.
create table mapping_version (
  id bigint generated always as identity primary key,
  mapping int not null references mapping on delete cascade,
  text text not null,
  by text not null,
  at timestamptz not null default now()
);
create index mapping_version_of on mapping_version (mapping, id);
insert into mapping_version (mapping, text, by, at) select id, text, 'an earlier Baton', coalesce(on_since, now()) from mapping;
