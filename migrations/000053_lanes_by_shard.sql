-- Both indexes of keys began with the mapping, and without statistics, of a table that is empty most of the time, the planner could
-- not tell them apart: a few keys were looked for among all that were due.
drop index dirty_lane;
drop index dirty_live;
create index dirty_lane on dirty (shard, mapping, run_at, key);
create index dirty_live on dirty (shard, mapping, run_at) where prio >= 21600;
