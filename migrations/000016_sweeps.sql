-- What each side showed at the last look beside its base: values that are held, refused, or stay where they were typed.
alter table link add column crm_beside jsonb not null default '{}';
alter table link add column pm_beside jsonb not null default '{}';
-- Whether the sides differ although nothing is held or refused.
alter table link add column differs boolean not null default false;
-- When a sweep last saw the row; and when it last saw all of it that is mapped.
alter table link add column crm_swept_at timestamptz;
alter table link add column pm_swept_at timestamptz;
alter table link add column crm_checked_at timestamptz;
alter table link add column pm_checked_at timestamptz;

-- When the sweep under way began.
alter table chore add column started_at timestamptz;
