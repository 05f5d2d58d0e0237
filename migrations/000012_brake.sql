-- What the brake of a mapping has counted, in buckets of its rolling time: {"bucket": [deletes, overwrites]}. One row, so that
-- passes that count at the same time count after each other. Beside it what a person has allowed once, and what was asked.
create table brake (
  mapping int primary key references mapping on delete cascade,
  counts jsonb not null default '{}',
  deletes int not null default 0,
  overwrites int not null default 0,
  until timestamptz not null default now(),
  allowed_by text,
  asked_deletes int not null default 0,
  asked_overwrites int not null default 0
);

create function brake_counted(counts jsonb, first bigint, bucket bigint, deletes int, overwrites int) returns jsonb
language sql immutable as $$
  select coalesce(jsonb_object_agg(key, sums), '{}') from (
    select key, jsonb_build_array(sum(d), sum(o)) as sums from (
      select key, (value ->> 0)::int as d, (value ->> 1)::int as o from jsonb_each(counts) where key::bigint >= first
      union all select bucket::text, deletes, overwrites) as parts
    group by key) as buckets
$$;

create function brake_total(counts jsonb) returns json language sql immutable as $$
  select json_build_object('deletes', coalesce(sum((value ->> 0)::int), 0), 'overwrites', coalesce(sum((value ->> 1)::int), 0))
  from jsonb_each(counts)
$$;
