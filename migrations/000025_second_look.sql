-- A key that rests for some seconds to be looked at once more: because a hint may have come before what it told of could be
-- read ('look'), or because a row was edited so lately that its version may stand for two edits ('write').
alter table dirty add again text check (again in ('look', 'write'));
