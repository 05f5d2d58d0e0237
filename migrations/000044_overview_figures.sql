-- What the overview counts, without reading every link and every sighting from end to end. A column of its own, because an index
-- that named the moments would have to be written with each pass.
alter table link add column is_unverified boolean not null
  generated always as (verified_at is null and (crm_checked_at is null or pm_checked_at is null)) stored;
create index link_unverified on link (mapping) where is_unverified;
create index sighting_inactive on sighting (connection, entity) where inactive;
