-- What a node that died had in hand is found among all that is due, however much of that goes before it.
create index dirty_in_hand on dirty (mapping, shard, run_at) where token is not null;
