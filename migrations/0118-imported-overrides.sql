-- What tells an override of another tool apart, and the start that it has there: one that runs already begins here later.
alter table evenkeel.schedule_overrides add column imported_as text, add column imported_starts_at timestamptz(3);

create unique index schedule_overrides_imported on evenkeel.schedule_overrides (schedule_id, imported_as)
  where imported_as is not null;
