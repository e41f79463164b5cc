-- breaking: no
-- Outgoing webhooks that are called before a drill starts and after it ends. An older node starts such a drill without
-- calling, and queues nothing after its end.
alter table evenkeel.drills add column before_webhook_id bigint;
alter table evenkeel.drills add column after_webhook_id bigint;
-- Set while the webhook before the start is being called.
alter table evenkeel.drills add column starting_at timestamptz;
-- Why it did not start the last time.
alter table evenkeel.drills add column start_problem text;
create index drills_starting on evenkeel.drills (starting_at) where starting_at is not null;
