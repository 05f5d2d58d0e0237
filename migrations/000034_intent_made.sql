-- The row that an unanswered create is known to have made, although no reading has shown it since.
alter table intent add column made text;
