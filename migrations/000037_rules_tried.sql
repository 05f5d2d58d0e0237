-- What the rules of a previewed mapping say to the changes of the last days.
alter table preview add column trial jsonb;
-- How many keys end in which verdict, counted once.
alter table preview add column counts jsonb;
-- Few links differ, and every look at the overview asks for them.
create index link_differs on link (mapping) where differs;
