-- Clients that people named by hand, where an account's clients can be neither read nor made over the API.
create table named_client (
  mapping int not null references mapping on delete cascade,
  crm_id text not null,
  -- The vendor's own id, where somebody looked it up.
  client_id text,
  name text not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (mapping, crm_id)
);
create unique index named_client_id on named_client (mapping, client_id) where client_id is not null;
