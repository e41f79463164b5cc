-- The first goal is to be reached by the milestone of the plan that sets it.
insert into evenkeel.goal_milestones (goal_id, pilot_id, milestone_key)
  select (select min(id) from evenkeel.goals), pilot_id, key from evenkeel.pilot_milestones where key = 'goals';
