-- A mail that cannot be delivered is given up when it has been tried for long enough, and shown as such.
alter table outbox add column first_tried_at timestamptz, add column given_up_at timestamptz;
drop index outbox_due;
create index outbox_due on outbox (run_at) where sent_at is null and given_up_at is null;
