/** What events are about: the name, severity, services and teams of their subjects as they are now. */
import { type Queryable, rows } from '../../platform/db/database.ts';

export type SubjectFacts = {
  subjectKind: string;
  subjectId: number;
  name: string | null;
  severity: number | null;
  /** Whether it is real, a drill or a test; null where that cannot be. */
  kind: string | null;
  services: { id: number; name: string }[];
  teams: { id: number; name: string }[];
};

const incidentServices = (incident: string) =>
  `(select array_agg(s.service_id) from incident_services s where s.incident_id = ${incident})`;
const none = 'null::bigint[]';
/** By the labels that Evenkeel gives to alerts of drills and tests. */
const alertKind = `case when t.labels->>'evenkeel_test' is distinct from 'true' then 'real'
  when t.labels ? 'evenkeel_drill' then 'drill' else 'test' end`;
/** The page of a signal of a drill is a test to those who deliver it. */
const pageKind = `case when t.kind = 'test' and exists (select from page_alerts x join alerts a on a.id = x.alert_id
  where x.page_id = t.id and a.labels ? 'evenkeel_drill') then 'drill' else t.kind end`;

type Columns = { from: string; name: string; severity?: string; kind?: string; services?: string; teams?: string };

const ofIncident: Columns = {
  ...{
    from: 'incidents t',
    name: 't.title',
    severity: 't.severity',
    kind: 't.kind',
    services: incidentServices('t.id'),
  },
};

/** Per kind of subject: its table, and name, severity, kind, services and teams of a row `t`. */
const subjects: Record<string, Columns> = {
  actionItem: {
    from: 'action_items t join incidents i on i.id = t.incident_id',
    ...{ name: 't.title', severity: 'i.severity', kind: 'i.kind', services: incidentServices('t.incident_id') },
  },
  alert: {
    ...{ from: 'alerts t', name: 't.title', severity: 't.severity', kind: alertKind, services: 'array[t.service_id]' },
  },
  decision: {
    from: 'review_decisions t join quarterly_reviews r on r.id = t.review_id left join pilots p on p.id = r.pilot_id',
    ...{ name: 't.text', teams: 'array[r.team_id, p.team_id]' },
  },
  drill: {
    from: 'drills t',
    name: 't.title',
    severity: 't.severity',
    kind: `'drill'`,
    services: 't.service_ids',
    teams: 'array[t.team_id]',
  },
  drillSeries: { from: 'drill_series t', name: 't.name', services: 't.service_ids', teams: 'array[t.team_id]' },
  escalationPolicy: { from: 'escalation_policies t', name: 't.name', teams: 'array[t.team_id]' },
  goal: { from: 'goals t', name: 't.name', services: 'array[t.service_id]', teams: 'array[t.team_id]' },
  incident: ofIncident,
  maintenanceWindow: { from: 'maintenance_windows t', name: 't.title', services: 't.service_ids' },
  outgoingWebhook: { from: 'outgoing_webhooks t', name: 't.name' },
  page: {
    ...{ from: 'pages t', name: 't.title', severity: 't.severity', kind: pageKind, services: 'array[t.service_id]' },
  },
  person: { from: 'people t', name: 't.name' },
  rollOut: { from: 'roll_outs t', name: 't.name' },
  pilot: { from: 'pilots t join teams p on p.id = t.team_id', name: 'p.name', teams: 'array[t.team_id]' },
  postmortem: ofIncident,
  provider: { from: 'providers t', name: 't.name' },
  recurrence: ofIncident,
  route: { from: 'routes t', name: 't.name' },
  runbook: {
    from: 'runbooks t',
    name: 't.title',
    services: '(select array_agg(s.service_id) from runbook_services s where s.runbook_id = t.id)',
    teams: 'array[t.team_id]',
  },
  schedule: { from: 'schedules t', name: 't.name', teams: 'array[t.team_id]' },
  service: { from: 'services t', name: 't.name', services: 'array[t.id]' },
  source: { from: 'sources t', name: 't.name', services: 'array[t.service_id]' },
  statusComponent: { from: 'status_components t', name: 't.name', services: 'array[t.service_id]' },
  statusMaintenance: { from: 'status_maintenances t', name: 't.title' },
  team: { from: 'teams t', name: 't.name', teams: 'array[t.id]' },
};

/** Those that exist; the teams of a subject are its own and those of its services. */
export async function loadSubjectFacts(
  db: Queryable,
  wanted: readonly { subjectKind: string; subjectId: number | null }[],
): Promise<SubjectFacts[]> {
  const ids = new Map<string, Set<number>>();
  for (const { subjectKind, subjectId } of wanted) {
    if (subjectId === null || !Object.hasOwn(subjects, subjectKind)) continue;
    ids.set(subjectKind, (ids.get(subjectKind) ?? new Set()).add(subjectId));
  }
  if (ids.size === 0) return [];
  const bound: unknown[] = [];
  const parts = [...ids].map(([kind, of]) => {
    const {
      from,
      name,
      severity = 'null::int',
      kind: realOrNot = 'null::text',
      services = none,
      teams = none,
    } = subjects[kind]!;
    bound.push([...of]);
    return `select '${kind}' as kind, t.id, ${name} as name, ${severity} as severity,
      ${realOrNot} as real_or_not, ${services} as service_ids,
      ${teams} as team_ids from ${from} where t.id = any ($${bound.length}::bigint[])`;
  });
  return rows<SubjectFacts>(
    db,
    `select f.kind as subject_kind, f.id as subject_id, f.name, f.severity, f.real_or_not as kind,
       coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.id)
         from services s where s.id = any (f.service_ids)), '[]') as services,
       coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by m.id) from teams m
         where m.id = any (f.team_ids)
           or m.id in (select s.team_id from services s where s.id = any (f.service_ids))), '[]') as teams
     from (${parts.join(' union all ')}) f`,
    bound,
  );
}
