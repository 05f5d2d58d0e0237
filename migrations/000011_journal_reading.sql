-- What the journal is asked for: a person, a record, and what became of an entry that was to be put back.
create index journal_by on journal ((data->>'by'), id) where data ? 'by';
create index journal_row on journal ((data->>'row'), id) where data ? 'row';
create index journal_of on journal ((data->>'of'), id) where data ? 'of';

-- What a pass carried out is told from what was decided while it ran.
alter table decision add column id uuid not null default gen_random_uuid();
