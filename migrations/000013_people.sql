-- Who is whom where an e-mail address does not tell. An empty text is nobody; '*' is whoever has no counterpart.
create table person (
  mapping int not null references mapping on delete cascade,
  crm text not null,
  pm text not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (mapping, crm, pm)
);
create index sighting_email on sighting (connection, lower(fields->>'email')) where entity = 'user';
