-- breaking: no
-- What each drill of a series is made with. An older node plans drills that page for real and call no webhook.
alter table evenkeel.drill_series add column in_sandbox boolean not null default false;
-- They agreed to be notified for real.
alter table evenkeel.drill_series add column agreed_ids bigint[] not null default '{}';
alter table evenkeel.drill_series add column before_webhook_id bigint;
alter table evenkeel.drill_series add column after_webhook_id bigint;
