-- Rows of the tables that 0088 added.

insert into evenkeel.schedule_user_groups (schedule_id, provider_id, group_id, created_by)
  select (select min(id) from evenkeel.schedules), min(id), 'S0123ABCD', 'Ada' from evenkeel.providers having min(id) is not null;
