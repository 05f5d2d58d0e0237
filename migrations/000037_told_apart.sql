-- Where a row is to be seen at its vendor, so that a person can tell rows of one name apart.
alter table sighting add column url text;
-- A link that a person undid: the two are not recognised as the same again, but may still be suggested.
alter table apart add column suggests boolean not null default false;
