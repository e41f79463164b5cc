/** All SQL of the export: a table’s rows by its key, page by page. */
import type { TableName } from '../../../contract/program/tables.ts';
import { tableNamed } from '../../../domain/program/tables.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

export type Value = string | number | boolean | Date | null;

/** Where a table’s rows stand (as `t`), and which events tell that one has changed. */
type Origin = {
  from: string;
  /** SQL of columns that are not called so in the table. */
  columns?: Record<string, string>;
  subject: string;
  /** SQL of the id that those events are about. */
  subjectId: string;
};

const origins: Record<Exclude<TableName, 'shifts'>, Origin> = {
  incidents: {
    from: 'incidents',
    columns: {
      service_ids: `(select string_agg(x.service_id::text, ';' order by x.service_id)
        from incident_services x where x.incident_id = t.id)`,
    },
    subject: 'incident',
    subjectId: 't.id',
  },
  severity_changes: { from: 'severity_changes', subject: 'incident', subjectId: 't.incident_id' },
  pages: { from: 'pages', subject: 'page', subjectId: 't.id' },
  notifications: { from: 'notifications', subject: 'page', subjectId: 't.page_id' },
  postmortems: {
    from: 'postmortems',
    columns: { factor_keys: `nullif(array_to_string(t.factor_keys, ';'), '')` },
    subject: 'postmortem',
    subjectId: 't.incident_id',
  },
  action_items: { from: 'action_items', subject: 'actionItem', subjectId: 't.id' },
  recurrences: { from: 'recurrences', subject: 'recurrence', subjectId: 't.incident_id' },
  drills: { from: 'drills', subject: 'drill', subjectId: 't.id' },
  certificates: { from: 'certificates', subject: 'person', subjectId: 't.person_id' },
  goals: { from: 'goals', subject: 'goal', subjectId: 't.id' },
  services: { from: 'services', subject: 'service', subjectId: 't.id' },
  teams: { from: 'teams', subject: 'team', subjectId: 't.id' },
};

/** The next rows behind the key `after`, in the order of the columns; with `since` those that later transactions changed. */
export async function listRows(
  db: Queryable,
  name: Exclude<TableName, 'shifts'>,
  { after, since, limit }: { after: readonly Value[] | null; since: string | null; limit: number },
): Promise<Value[][]> {
  const { from, columns, subject, subjectId } = origins[name];
  const { key, columns: named } = tableNamed(name);
  const keys = key.map((part) => `t.${part}`).join(', ');
  const selected = named.map((one, place) => `${columns?.[one.name] ?? `t.${one.name}`} as c${place}`);
  const values: unknown[] = [limit, ...(after ?? key.map(() => 0))];
  const behind = key.map((_, place) => `$${place + 2}::bigint`).join(', ');
  if (since !== null) values.push(since);
  const changed =
    since === null
      ? ''
      : `and exists (select from events e where e.subject_kind = '${subject}' and e.subject_id = ${subjectId}
           and e.tx >= $${values.length}::xid8)`;
  const found = await rows<Record<string, Value>>(
    db,
    `select ${selected.join(', ')} from ${from} t where (${keys}) > (${behind}) ${changed} order by ${keys} limit $1`,
    values,
  );
  return found.map((one) => named.map((_, place) => one[`c${place}`]!));
}

/** Every transaction before this one has ended: what it wrote is seen by whoever reads from now on. */
export async function readHorizon(db: Queryable): Promise<{ tx: string; at: Date }> {
  return (await row(db, 'select evenkeel.event_horizon()::text as tx, evenkeel.now() as at'))!;
}

/** All schedules that ever were, and when the first came into force. */
export function listScheduleStarts(db: Queryable): Promise<{ id: number; at: Date }[]> {
  return rows(
    db,
    'select schedule_id as id, min(in_force_from) as at from schedule_versions group by schedule_id order by 1 limit 10000',
  );
}
