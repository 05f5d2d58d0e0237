-- Since when a vendor tells of changes, and until when it will unless asked again; null: until somebody ends it.
alter table connection add column hooks_since timestamptz, add column hooks_until timestamptz;
