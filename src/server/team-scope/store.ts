/** The teams that things belong to, for whoever acts by a role for a team. All of them by keys, for a handful of ids. */
import type { TeamSubject } from '../../contract/whose.ts';
import { rows } from '../platform/db/database.ts';
import type { TeamsOf } from '../platform/http/team-scope.ts';

const own = (table: string) => `select id, team_id from ${table} where id = any ($1::bigint[])`;

/** Of several services several teams have a part in it. */
const servicesOfIncident = (incidentId: string) =>
  `join incident_services x on x.incident_id = ${incidentId} join services s on s.id = x.service_id`;

/** What is below an incident is that of its services. */
const belowIncident = (table: string) =>
  `select c.id, s.team_id from ${table} c ${servicesOfIncident('c.incident_id')} where c.id = any ($1::bigint[])`;

const ofPages = (pages: string) => `
  select c.id, s.team_id from ${pages} join services s on s.id = p.service_id where c.id = any ($1::bigint[])
  union select c.id, e.team_id from ${pages} join escalation_policies e on e.id = p.policy_id where c.id = any ($1::bigint[])
  union select c.id, s.team_id from ${pages} ${servicesOfIncident('p.incident_id')} where c.id = any ($1::bigint[])`;

/** `id` and `team_id` of the things with the ids $1, a row for each part that may belong to a team. */
const sqlOf: Record<Exclude<TeamSubject, 'team'>, string> = {
  service: own('services'),
  schedule: own('schedules'),
  escalationPolicy: own('escalation_policies'),
  runbook: own('runbooks'),
  parallelRun: own('parallel_runs'),
  drill: own('drills'),
  roleGrant: own('role_grants'),
  source: `select c.id, s.team_id from sources c left join checks k on k.source_id = c.id
    join services s on s.id = coalesce(c.service_id, k.deleted_service_id) where c.id = any ($1::bigint[])`,
  retirement: `select c.id, s.team_id from alert_retirements c join sources o on o.id = c.source_id
    join services s on s.id = o.service_id where c.id = any ($1::bigint[])`,
  maintenanceWindow: `select c.id, s.team_id from maintenance_windows c cross join unnest(c.service_ids) as x (service_id)
    left join services s on s.id = x.service_id where c.id = any ($1::bigint[])`,
  alert: 'select c.id, s.team_id from alerts c join services s on s.id = c.service_id where c.id = any ($1::bigint[])',
  page: ofPages('pages c join pages p on p.id = c.id'),
  regrouping: ofPages('regroupings c join pages p on p.id = c.page_id'),
  incident: `select c.id, s.team_id from incidents c ${servicesOfIncident('c.id')} where c.id = any ($1::bigint[])`,
  actionItem: belowIncident('action_items'),
  publicUpdate: belowIncident('public_updates'),
  runbookRun: belowIncident('runbook_runs'),
};

export const teamsOf: TeamsOf = async (db, of, ids) => {
  if (of === 'team') return new Map(ids.map((id) => [id, [id]]));
  const found = await rows<{ id: number; teamId: number | null }>(db, sqlOf[of], [ids]);
  const teams = new Map<number, (number | null)[]>();
  for (const { id, teamId } of found) teams.set(id, [...(teams.get(id) ?? []), teamId]);
  return teams;
};
