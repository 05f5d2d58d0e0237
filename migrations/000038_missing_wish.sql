-- Since when readings have missed a row that something was asked for.
alter table wish add column missing_since timestamptz;
