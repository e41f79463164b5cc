import { type Queryable, row } from '../../platform/db/database.ts';

/** Instants are epoch milliseconds; lists in the order of time, cut at some hundreds. */
export type RecordRow = {
  declaredAt: number;
  endedAt: number;
  severity: number;
  commanderAssignedAt: number | null;
  roles: { role: string; personId: number; name: string; at: number; wasOffered: boolean }[];
  severityChanges: { at: number; from: number; to: number; by: string }[];
  firstPublicDraft: { at: number; by: string } | null;
  updates: { at: number; by: string }[];
  tasks: { title: string; owner: string | null; hasDeadline: boolean }[];
  planBAt: number | null;
  entries: { at: number }[];
  runbooks: { title: string; at: number; steps: number; done: number }[];
  actionItems: { at: number; title: string }[];
  postmortemAt: number | null;
};

const millis = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`;
const list = (fields: string, from: string, order: string) =>
  `coalesce((select jsonb_agg(jsonb_build_object(${fields}) order by ${order}) from (${from} limit 500) x), '[]')`;

/** What the record of a drill's incident says about how it went. */
export async function loadRecord(db: Queryable, incidentId: number): Promise<RecordRow> {
  const found = await row<RecordRow>(
    db,
    `select ${millis('i.declared_at')} as declared_at, i.peak_severity as severity,
       ${millis('coalesce(i.resolved_at, i.closed_at, evenkeel.now())')} as ended_at,
       ${millis('i.commander_assigned_at')} as commander_assigned_at,
       ${list(
         `'role', x.role, 'personId', x.person_id, 'name', x.name, 'at', ${millis('x.assumed_at')},
          'wasOffered', exists (select from events e where e.subject_kind = 'incident' and e.subject_id = i.id
             and e.kind = 'incident.roleOffered' and e.data->>'role' = x.role
             and e.data->>'personId' = x.person_id::text and e.at <= x.assumed_at)`,
         `select r.*, p.name from incident_roles r join people p on p.id = r.person_id
          where r.incident_id = i.id order by r.id`,
         'x.id',
       )} as roles,
       ${list(
         `'at', ${millis('x.at')}, 'from', x.from_severity, 'to', x.to_severity, 'by', x.actor->>'name'`,
         'select * from severity_changes where incident_id = i.id order by id',
         'x.id',
       )} as severity_changes,
       (select jsonb_build_object('at', ${millis('u.drafted_at')}, 'by', u.drafted_by->>'name')
         from public_updates u where u.incident_id = i.id order by u.id limit 1) as first_public_draft,
       ${list(
         `'at', ${millis('x.at')}, 'by', x.author->>'name'`,
         'select * from incident_updates where incident_id = i.id order by id',
         'x.id',
       )} as updates,
       ${list(
         `'title', x.title, 'owner', x.owner, 'hasDeadline', x.due_at is not null`,
         `select t.*, p.name as owner from incident_tasks t left join people p on p.id = t.owner_id
          where t.incident_id = i.id order by t.id`,
         'x.id',
       )} as tasks,
       (select ${millis('ticked_at')} from checklist_ticks where incident_id = i.id and item_id = 'plan-b') as plan_b_at,
       ${list(
         `'at', ${millis('x.at')}`,
         `select * from timeline_events where incident_id = i.id and actor->>'kind' in ('person', 'link')
            and kind in ('note', 'update', 'role', 'task', 'severity', 'checklist') order by at, id`,
         'x.at, x.id',
       )} as entries,
       ${list(
         `'title', x.title, 'at', ${millis('x.opened_at')}, 'steps', x.step_count, 'done', least(x.step_count, x.done)`,
         `select r.id, r.opened_at, v.title, v.step_count,
            (select count(*) from runbook_ticks t where t.run_id = r.id) as done
          from runbook_runs r join runbook_versions v on (v.runbook_id, v.version) = (r.runbook_id, r.version)
          where r.incident_id = i.id and v.step_count > 0 order by r.id`,
         'x.id',
       )} as runbooks,
       ${list(
         `'at', ${millis('x.created_at')}, 'title', x.title`,
         'select * from action_items where incident_id = i.id order by id',
         'x.id',
       )} as action_items,
       (select ${millis('min(v.at)')} from postmortem_versions v
         where v.incident_id = i.id and v.author->>'kind' = 'person') as postmortem_at
     from incidents i where i.id = $1`,
    [incidentId],
  );
  return found!;
}
