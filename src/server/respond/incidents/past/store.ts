import { type Queryable, rows, run } from '../../../platform/db/database.ts';
import { type InstantKey, instantColumns } from '../incident/instant-columns.ts';

export type PastIncidentRow = {
  title: string;
  summary: string;
  severity: number;
  peakSeverity: number;
  isFalseAlarm: boolean;
  foundBy: string | null;
  customerImpact: string;
  customersAffected: number | null;
  declaredBy: object;
  serviceIds: readonly number[];
} & Record<InstantKey, string | null>;

const columns = {
  title: ['title', 'text'],
  summary: ['summary', 'text'],
  severity: ['severity', 'int'],
  peakSeverity: ['peak_severity', 'int'],
  isFalseAlarm: ['is_false_alarm', 'boolean'],
  foundBy: ['found_by', 'text'],
  customerImpact: ['customer_impact', 'text'],
  customersAffected: ['customers_affected', 'int'],
  declaredBy: ['declared_by', 'jsonb'],
  ...(Object.fromEntries(
    Object.entries(instantColumns).map(([key, column]) => [key, [column, 'timestamptz']]),
  ) as Record<InstantKey, [string, string]>),
} as const;

const names = Object.values(columns).map(([name]) => name);
const given = Object.entries(columns).map(([key, [, type]]) => `"${key}" ${type}`);
const keys = Object.keys(columns).map((key) => `g."${key}"`);

export async function insertPastIncidents(tx: Queryable, incidents: readonly PastIncidentRow[]): Promise<number[]> {
  if (incidents.length === 0) return [];
  const numbers = await drawNumbers(tx, incidents.length);
  const numbered = incidents.map(({ serviceIds: _, ...incident }, place) => ({ id: numbers[place], ...incident }));
  await run(
    tx,
    `insert into incidents (id, kind, lifecycle, ${names.join(', ')})
     select g.id, 'imported', case when g."closedAt" is null then 'resolved' else 'closed' end, ${keys.join(', ')}
     from jsonb_to_recordset($1) as g (id bigint, ${given.join(', ')})`,
    [JSON.stringify(numbered)],
  );
  const services = incidents.flatMap(({ serviceIds }, place) => serviceIds.map((id) => [numbers[place]!, id] as const));
  await run(
    tx,
    'insert into incident_services (incident_id, service_id) select * from unnest($1::bigint[], $2::bigint[])',
    [services.map(([incidentId]) => incidentId), services.map(([, serviceId]) => serviceId)],
  );
  return numbers;
}

/** The next numbers of the sequence that declarations draw from, ahead of any that a restore has brought. */
async function drawNumbers(tx: Queryable, count: number): Promise<number[]> {
  await run(
    tx,
    `select setval('incidents_id_seq', m.id) from (select max(id) as id from incidents) m
     where m.id > (select last_value from incidents_id_seq)`,
  );
  const drawn = await rows<{ id: number }>(
    tx,
    `select nextval('incidents_id_seq') as id from generate_series(1, $1::int) order by 1`,
    [count],
  );
  return drawn.map(({ id }) => id);
}

export async function listKnownServices(db: Queryable, ids: readonly number[]): Promise<Set<number>> {
  const found = await rows<{ id: number }>(db, 'select id from services where id = any ($1::bigint[])', [ids]);
  return new Set(found.map(({ id }) => id));
}

export async function removePastIncidents(tx: Queryable, ids: readonly number[]): Promise<void> {
  for (const table of ['incident_services', 'incident_visits', 'incident_presence', 'incident_timers'])
    await run(tx, `delete from ${table} where incident_id = any ($1::bigint[])`, [ids]);
  await run(tx, `delete from incidents where id = any ($1::bigint[]) and kind = 'imported'`, [ids]);
}
