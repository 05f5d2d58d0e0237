-- What the rules of a previewed mapping say to the changes of the last days.
alter table preview add column trial jsonb;
