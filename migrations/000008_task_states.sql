-- What every task of a project tool last showed of itself, linked or not: from it the tallies of projects are counted.
create table task_state (
  connection int not null references connection on delete cascade,
  entity text not null,
  row_id text not null,
  project text not null,
  -- A calendar day.
  due text,
  is_closed boolean not null,
  primary key (connection, entity, row_id)
);
create index task_state_project on task_state (connection, project);
