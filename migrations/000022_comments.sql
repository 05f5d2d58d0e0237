-- Which of the two rows of a link Baton made, so that the other one is the original.
alter table link add column made text check (made in ('crm', 'pm'));
alter table tombstone add column made text check (made in ('crm', 'pm'));
create index link_crm_thread on link (mapping, crm_parent) where pair = 'comments';
create index link_pm_thread on link (mapping, pm_parent) where pair = 'comments';

-- What stands under a linked task, side by side, and when it is looked at next.
create table thread (
  link bigint not null references link on delete cascade,
  side text not null check (side in ('crm', 'pm')),
  -- As the task's row showed it; null: its vendor does not tell.
  mark text,
  -- How often a look at it was asked for, and which of these a look has answered.
  asked int not null,
  answered int not null default 0,
  due_at timestamptz not null,
  primary key (link, side)
);
create index thread_due on thread (due_at);
