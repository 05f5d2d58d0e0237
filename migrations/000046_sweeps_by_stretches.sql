-- What a sweep under way was shown: for each stretch of its list the links whose rows it saw, and whether all of them that is mapped
-- was there and nothing was new. One row for hundreds of links, where each link was marked before.
create table sweep_stretch (
  connection int not null references connection on delete cascade,
  entity text not null,
  checked bigint[] not null,
  unchecked bigint[] not null
);
create index sweep_stretch_of on sweep_stretch (connection, entity);

-- The last sweep that was read to its end: all older links of the pair were whole and without news on this side when it began,
-- or later, but for those in `sweep_unchecked`.
create table sweep_done (
  mapping int not null references mapping on delete cascade,
  pair text not null,
  side text not null,
  began_at timestamptz not null,
  primary key (mapping, pair, side)
);

-- Links for which that does not hold, and until when it did; null: never.
create table sweep_unchecked (
  link bigint not null references link on delete cascade,
  side text not null,
  checked_at timestamptz,
  primary key (link, side)
);

update link set verified_at = greatest(verified_at, least(crm_checked_at, pm_checked_at))
where crm_checked_at is not null and pm_checked_at is not null and (verified_at is null or verified_at < least(crm_checked_at, pm_checked_at));

alter table link drop column is_unverified;
alter table link drop column crm_swept_at;
alter table link drop column pm_swept_at;
alter table link drop column crm_checked_at;
alter table link drop column pm_checked_at;

-- The overview counts these through an index. A sweep writes down that a link was verified only where nobody has verified it before.
alter table link add column is_unverified boolean not null generated always as (verified_at is null) stored;
create index link_unverified on link (mapping) where is_unverified;
