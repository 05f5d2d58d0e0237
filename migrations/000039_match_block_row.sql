-- Both indexes began with the same two columns, so before the table's statistics knew of any rows the planner looked blocks
-- up by this one, and read all rows of a connection for each. Rows are only ever deleted by their id.
drop index match_block_row;
create index match_block_row on match_block (row_id, connection, entity);
