/** The tables that a data warehouse may read: raw rows with types and meanings. No contact data, no free text but titles. */
import type { columnTypes, TableName } from '../../contract/program/tables.ts';

export type ColumnType = (typeof columnTypes)[number];
export type TableColumn = { name: string; type: ColumnType; meaning: string };
export type ExportTable = {
  name: TableName;
  /** What one row is. */
  row: string;
  /** The columns that name a row: a later export of the same row replaces it. */
  key: readonly string[];
  columns: readonly TableColumn[];
};

const column =
  (type: ColumnType) =>
  (name: string, meaning: string): TableColumn => ({ name, type, meaning });
const integer = column('integer');
const number = column('number');
const text = column('text');
const boolean = column('boolean');
const timestamp = column('timestamp');

const id = (of: string) => integer('id', `Id of the ${of}`);
const severity = (meaning = 'SEV1 is 1') => integer('severity', meaning);
const incidentId = integer('incident_id', 'The incident');
const kind = text('kind', '`real`, `drill`, `test`; of incidents also `imported`');

export const exportTables: readonly ExportTable[] = [
  {
    name: 'incidents',
    row: 'An incident with all its instants',
    key: ['id'],
    columns: [
      integer('id', 'Number of the incident: 42 is INC-42'),
      kind,
      text('title', 'Title'),
      severity('The severity it has now; SEV1 is 1'),
      integer('peak_severity', 'The worst severity it had'),
      text('lifecycle', '`triage`, `active`, `stable`, `resolved`, `closed`'),
      boolean('is_false_alarm', 'It was a false alarm'),
      text('found_by', 'Who noticed first: `machine`, `staff`, `customer`'),
      boolean('is_visible_to_customers', 'Customers can see it'),
      integer('customers_affected', 'How many customers, as estimated'),
      text('service_ids', 'Ids of affected services with semicolons between them'),
      timestamp('impact_started_at', 'The impact started'),
      timestamp('detected_at', 'Detected'),
      timestamp('alerted_at', 'The first page went out'),
      timestamp('acknowledged_at', 'The first page was acknowledged'),
      timestamp('declared_at', 'Declared'),
      timestamp('commander_assigned_at', 'The first commander took command'),
      timestamp('first_public_at', 'The first public update'),
      timestamp('mitigated_at', 'The impact stopped'),
      timestamp('resolved_at', 'Resolved'),
      timestamp('closed_at', 'Closed'),
      timestamp('reopened_at', 'Reopened last'),
    ],
  },
  {
    name: 'severity_changes',
    row: 'A change of the severity of an incident',
    key: ['id'],
    columns: [
      id('change'),
      incidentId,
      integer('from_severity', 'Before; SEV1 is 1'),
      integer('to_severity', 'After'),
      timestamp('at', 'When it was changed'),
    ],
  },
  {
    name: 'pages',
    row: 'A page: one run of an escalation policy',
    key: ['id'],
    columns: [
      id('page'),
      kind,
      integer('incident_id', 'The incident that it calls people to; empty for alerts'),
      integer('service_id', 'The service of its alerts'),
      integer('policy_id', 'The escalation policy'),
      severity(),
      text('urgency', '`high` or `low`'),
      text('state', '`open`, `acknowledged`, `resolved`'),
      integer('alert_count', 'Alerts in its group'),
      timestamp('opened_at', 'Opened'),
      timestamp('acknowledged_at', 'Acknowledged'),
      timestamp('exhausted_at', 'Reached the end of its escalation with nobody acknowledging'),
      timestamp('resolved_at', 'Resolved'),
    ],
  },
  {
    name: 'notifications',
    row: 'A message of a page to one person or chat room, and its outcome',
    key: ['id'],
    columns: [
      id('notification'),
      integer('page_id', 'The page'),
      integer('person_id', 'The person; empty for a chat room'),
      text('channel', 'Such as `email`, `sms`, `slack`'),
      integer('step_index', 'Step of the escalation policy, from 0'),
      integer('round', 'Round of the escalation policy, from 0'),
      severity(),
      text('state', 'Its outcome: `pending`, `sending`, `sent`, `failed`; `void` when it was no longer wanted'),
      integer('attempts', 'Attempts to send it'),
      boolean('may_repeat', 'The person may have got it twice'),
      timestamp('due_at', 'Due'),
      timestamp('sent_at', 'Handed to the channel'),
      timestamp('delivered_at', 'Delivered, where the channel reports it'),
      timestamp('finished_at', 'Sent, failed or void'),
    ],
  },
  {
    name: 'shifts',
    row: 'An on-call shift that has ended, as it was worked: overrides and covers included',
    key: ['schedule_id', 'person_id', 'ended_at'],
    columns: [
      integer('schedule_id', 'The schedule'),
      integer('team_id', 'The team that the schedule belonged to'),
      integer('person_id', 'Who was on call'),
      timestamp('started_at', 'Start; of a stretch of more than 35 days, 35 days before or earlier'),
      timestamp('ended_at', 'End'),
    ],
  },
  {
    name: 'postmortems',
    row: 'A postmortem',
    key: ['incident_id'],
    columns: [
      incidentId,
      text('form', '`full`, `light`, `drill`'),
      text('state', '`draft`, `in_review`, `completed`'),
      boolean('is_required', 'The severity requires one'),
      integer('owner_id', 'The person who owns it'),
      integer('finding_count', 'Findings of the blameless check that are open'),
      text('factor_keys', 'Contributing factors with semicolons between them'),
      timestamp('drafted_at', 'Drafted'),
      timestamp('due_at', 'Due'),
      timestamp('completed_at', 'Completed'),
    ],
  },
  {
    name: 'action_items',
    row: 'An action item',
    key: ['id'],
    columns: [
      id('action item'),
      incidentId,
      text('title', 'Title'),
      text('kind', '`prevent`, `detect`, `mitigate`, `respond`'),
      text('state', '`open`, `done`, `wont_do`'),
      integer('owner_id', 'The person who owns it'),
      timestamp('created_at', 'Created'),
      timestamp('due_at', 'Due'),
      timestamp('finished_at', 'Done or dropped'),
    ],
  },
  {
    name: 'recurrences',
    row: 'Two incidents that may be the same one again',
    key: ['incident_id', 'earlier_incident_id'],
    columns: [
      incidentId,
      integer('earlier_incident_id', 'The earlier incident'),
      text('state', '`suggested`, `confirmed`, `dismissed`'),
      integer('score', 'How alike they are, percent'),
      timestamp('suggested_at', 'Suggested'),
      timestamp('decided_at', 'Confirmed or dismissed'),
    ],
  },
  {
    name: 'drills',
    row: 'A drill',
    key: ['id'],
    columns: [
      id('drill'),
      text('scenario_key', 'The scenario'),
      text('format', 'Such as `tabletop`, `game-day`'),
      text('title', 'Title'),
      severity(),
      text('state', '`planned`, `running`, `finished`, `canceled`'),
      integer('team_id', 'The team that practises'),
      integer('incident_id', 'The incident that it ran as'),
      integer('points', 'Points of its score'),
      integer('possible', 'Points that were possible'),
      timestamp('planned_for', 'Planned for'),
      timestamp('started_at', 'Started'),
      timestamp('finished_at', 'Finished'),
    ],
  },
  {
    name: 'certificates',
    row: 'A certificate',
    key: ['id'],
    columns: [
      id('certificate'),
      integer('person_id', 'Who holds it'),
      text('course_key', 'The course'),
      timestamp('issued_at', 'Issued'),
      timestamp('expires_at', 'Expires'),
    ],
  },
  {
    name: 'goals',
    row: 'A goal of the program',
    key: ['id'],
    columns: [
      id('goal'),
      text('name', 'Name'),
      text('measure', 'What it is about'),
      integer('team_id', 'Of one team'),
      integer('service_id', 'Of one service'),
      integer('owner_id', 'The person who owns it'),
      number('target', 'In the unit of the measure: seconds, a share of 0 to 1, or a count'),
      number('baseline_value', 'The frozen baseline, in the same unit'),
      integer('baseline_n', 'Cases that the baseline is taken from'),
      timestamp('starts_at', 'Start'),
      timestamp('due_at', 'Due'),
      timestamp('baseline_frozen_at', 'The baseline was frozen'),
      timestamp('dropped_at', 'Dropped'),
    ],
  },
  {
    name: 'services',
    row: 'A service, to name the ids above',
    key: ['id'],
    columns: [
      id('service'),
      text('slug', 'Slug'),
      text('name', 'Name'),
      integer('team_id', 'The team that owns it now'),
      integer('tier', '1 is what customers notice at once'),
    ],
  },
  {
    name: 'teams',
    row: 'A team, to name the ids above',
    key: ['id'],
    columns: [id('team'), text('slug', 'Slug'), text('name', 'Name')],
  },
];

export function tableNamed(name: TableName): ExportTable {
  return exportTables.find((table) => table.name === name)!;
}
