-- News is folded in turns: the oldest of each connection (0: keys that are signalled by name), so that none waits for another.
drop index signal_id;
create index signal_turn on signal (coalesce(connection, 0), id);
