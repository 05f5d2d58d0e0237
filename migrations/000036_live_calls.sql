-- How many of a bucket's calls people waited for: a backlog leaves as much room again.
alter table call_bucket add column live int not null default 0;
