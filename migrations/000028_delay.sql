-- How long it took from news to done, counted by minute: `own` is ours, `vendor` is what was waited for a vendor's answers.
create table delay (
  mapping int not null references mapping on delete cascade,
  minute timestamptz not null,
  part text not null check (part in ('own', 'vendor')),
  bucket smallint not null,
  keys int not null,
  primary key (mapping, minute, part, bucket)
) with (fillfactor = 70);
create index delay_minute on delay (minute);
