-- breaking: no
-- A plan is a pilot, a team's part of a roll-out, or a recovery after a bad quarter; the table keeps its name.
create table evenkeel.roll_outs (
  id bigint generated always as identity primary key,
  name text not null,
  time_zone text not null,
  -- The pilot whose results it spreads; null when there was none.
  pilot_id bigint references evenkeel.pilots,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);

alter table evenkeel.pilots
  add column kind text not null default 'pilot' check (kind in ('pilot', 'roll-out', 'recovery')),
  add column roll_out_id bigint references evenkeel.roll_outs,
  add column wave int check (wave > 0),
  -- Null: the baseline begins with the plan.
  add column baseline_starts_at timestamptz,
  add constraint pilots_of_roll_out check ((kind = 'roll-out') = (roll_out_id is not null and wave is not null));
create index pilots_of_roll_out on evenkeel.pilots (roll_out_id, wave) where roll_out_id is not null;

alter table evenkeel.pilot_milestones
  add column started_at timestamptz,
  add column blocked_at timestamptz,
  add column blocked_reason text not null default '',
  -- Kept, so that a removal can be undone.
  add column removed_at timestamptz;
update evenkeel.pilot_milestones m set started_at = c.first_at
  from (select pilot_id, milestone_key, min(done_at) as first_at from evenkeel.pilot_checklist_items
        where done_at is not null group by pilot_id, milestone_key) c
  where c.pilot_id = m.pilot_id and c.milestone_key = m.key;
create index pilot_milestones_owned on evenkeel.pilot_milestones (due_on)
  where owner_id is not null and done_at is null and removed_at is null;

create table evenkeel.pilot_milestone_dependencies (
  pilot_id bigint not null,
  milestone_key text not null,
  waits_for_key text not null,
  primary key (pilot_id, milestone_key, waits_for_key),
  foreign key (pilot_id, milestone_key) references evenkeel.pilot_milestones on delete cascade,
  foreign key (pilot_id, waits_for_key) references evenkeel.pilot_milestones on delete cascade,
  check (milestone_key <> waits_for_key)
);

create table evenkeel.pilot_risks (
  id bigint generated always as identity primary key,
  pilot_id bigint not null references evenkeel.pilots on delete cascade,
  title text not null,
  likelihood text not null check (likelihood in ('low', 'medium', 'high')),
  impact text not null check (impact in ('low', 'medium', 'high')),
  response text not null default '',
  owner_id bigint references evenkeel.people,
  state text not null default 'open' check (state in ('open', 'accepted', 'occurred', 'closed')),
  created_at timestamptz not null default evenkeel.now(),
  removed_at timestamptz
);
create index pilot_risks_of_pilot on evenkeel.pilot_risks (pilot_id, id);
