-- Whether the person has been told of a refusal: not yet while the value is being put back.
alter table episode add column told_at timestamptz;
update episode set told_at = opened_at;
