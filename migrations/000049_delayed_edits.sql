-- An edit that waited for something, or that a dead node had in hand, has no head start in its moment any more: it is found by
-- its urgency, however much of a backlog has been due for longer.
drop index dirty_in_hand;
create index dirty_live on dirty (mapping, shard, run_at) where prio >= 21600;
