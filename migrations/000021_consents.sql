-- A consent that is under way: somebody was sent to a vendor's accounts server and has not come back yet.
-- Tickets, states and browsers are SHA-256 marks of what only the browser holds; what was asked is a JWE text.
create table consent (
  ticket bytea primary key,
  asked text not null,
  state bytea unique,
  browser bytea,
  ends_at timestamptz not null
);
