-- breaking: no
-- A heartbeat may expect pings by a schedule. An older node counts by the interval, which is then the longest time
-- between two pings; a newer one moves the deadline to where the schedule has it.
alter table evenkeel.heartbeats
  add column cron text check (length(cron) between 1 and 100),
  add column time_zone text check (length(time_zone) between 1 and 64),
  -- The time of the schedule that is waited for. The schedule was consulted when the deadline is this and the grace.
  add column expected_at timestamptz,
  add constraint heartbeats_schedule_is_whole check ((cron is null) = (time_zone is null));
create index heartbeats_scheduled on evenkeel.heartbeats (source_id) where cron is not null;
