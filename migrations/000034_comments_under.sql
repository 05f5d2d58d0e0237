-- Comments of one task, as its page shows them.
create index sighting_under on sighting (connection, entity, (fields->>'under')) where fields->>'under' is not null;
