-- Mails as people look them up: those that wait first, then the newest.
create index outbox_by_time on outbox (sent_at desc nulls first, run_at);
