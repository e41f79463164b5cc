-- breaking: no
-- Which milestones of plans are meant to reach a goal. An older node neither reads nor writes it.
create table evenkeel.goal_milestones (
  goal_id bigint not null references evenkeel.goals on delete cascade,
  pilot_id bigint not null,
  milestone_key text not null,
  primary key (goal_id, pilot_id, milestone_key),
  foreign key (pilot_id, milestone_key) references evenkeel.pilot_milestones on delete cascade
);
create index goal_milestones_of_plan on evenkeel.goal_milestones (pilot_id, milestone_key);
