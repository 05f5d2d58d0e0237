-- Like `match_block_row`: this index began with the columns of the primary key, and was taken for it while the statistics knew
-- of no rows. It is only ever looked into by whole keys.
drop index sighting_match;
create index sighting_match on sighting (match_key, connection, entity);

-- The rows of a preview are read page by page in this order, which their index did not have: each page sorted them all.
alter table preview_row alter column row_id type text collate "C";
