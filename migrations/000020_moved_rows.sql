-- Where a record that is moved gets another id (`place/record`), the record's own part is what it is known by again.
alter table link
  add crm_record text generated always as (case when strpos(crm_id, '/') > 0 then substring(crm_id from '[^/]+$') end) stored,
  add pm_record text generated always as (case when strpos(pm_id, '/') > 0 then substring(pm_id from '[^/]+$') end) stored;
create index link_crm_record on link (mapping, pair, crm_record) where crm_record is not null;
create index link_pm_record on link (mapping, pair, pm_record) where pm_record is not null;

alter table tombstone
  add crm_record text generated always as (case when strpos(crm_id, '/') > 0 then substring(crm_id from '[^/]+$') end) stored,
  add pm_record text generated always as (case when strpos(pm_id, '/') > 0 then substring(pm_id from '[^/]+$') end) stored;
create index tombstone_crm_record on tombstone (mapping, pair, crm_record) where crm_record is not null;
create index tombstone_pm_record on tombstone (mapping, pair, pm_record) where pm_record is not null;
