-- What the last comparing of all accounts changed, suggestion by suggestion; null: there was none, or there is none now.
create table match_change (
  run bigint not null references match_run on delete cascade,
  crm_id text not null,
  pm_id text not null,
  before jsonb,
  now jsonb,
  primary key (run, crm_id, pm_id)
);
