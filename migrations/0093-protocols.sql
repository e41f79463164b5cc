-- Protocols that an organisation changed or added; those as they came are in the code. A room may use another one than
-- its severity says. An older node goes on with the shipped ones, and with the one of the severity.
create table evenkeel.protocols (
  id bigint generated always as identity primary key,
  key text not null unique,
  -- Name and items as the organisation wrote them; null: as it came.
  own jsonb,
  archived_at timestamptz(3),
  updated_by jsonb not null,
  updated_at timestamptz(3) not null default evenkeel.now(),
  version int not null default 1
);
alter table evenkeel.incidents add column protocol_key text;

-- The item as it read when it was ticked: phase, text, by. Null: it was ticked before this was kept.
alter table evenkeel.checklist_ticks add column item jsonb;

-- It promised a room that nobody else can read, which there never was; who ticked it did so all the same.
update evenkeel.checklist_ticks set item = '{"phase": "declare", "text": "Make the room private, under a code name", "by": "commander"}'
  where item_id = 'private';

-- `owner` was two things: who takes an incident, and who owns its postmortem.
update evenkeel.checklist_ticks t set item_id = 'takes-it' where item_id = 'owner' and (
  select e.text in ('Ticked: One person says: “I have it”', 'Ticked: Give it an owner') from evenkeel.timeline_events e
  where e.incident_id = t.incident_id and e.kind = 'checklist' and e.data->>'itemId' = 'owner' order by e.id desc limit 1);
