-- The words of what a row is called, for finding it by the beginnings of words.
create function title_words(text) returns tsvector language sql immutable parallel safe
return to_tsvector('simple'::regconfig, regexp_replace(left($1, 1000), '[^[:alnum:]]+', ' ', 'g'));

-- Kept beside the bases: an edit that leaves the title alone touches no index.
alter table link add column words tsvector generated always as (title_words(
  coalesce(crm_base->>'title', crm_base->>'name', '') || ' ' || coalesce(pm_base->>'title', pm_base->>'name', ''))) stored;
create index link_words on link using gin (words);

create index sighting_task_words on sighting using gin (title_words(coalesce(fields->>'title', fields->>'name', '')))
  where entity = 'task';
