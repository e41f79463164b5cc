/** The figures behind the maturity questions, each with the number of rows it was made of. Looks back 90 days. `$1`
 * is the team they are of, null for the whole; reviews and costs belong to no team and are the same for each. */

import { leastForTrend } from '../../../domain/measure/uncertainty.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';

/** What one statement returns; `value` is null when there are no rows. */
export type Figure = { value: number | null; n: number };

const lately = "evenkeel.now() - interval '90 days'";

const ofTeam = (incidentId: string) => `($1::bigint is null or exists (select from incident_services x
  join services y on y.id = x.service_id where x.incident_id = ${incidentId} and y.team_id = $1))`;

/** Incidents that count: real ones that were no false alarm. */
const counted = `i.kind = 'real' and not i.is_false_alarm and i.declared_at > ${lately} and ${ofTeam('i.id')}`;
const incidents = `incidents i where ${counted}`;

/** Real pages; one that was open across the restore of a backup says nothing about how fast people are. */
const pages = `pages p where p.kind = 'real' and p.opened_at > ${lately}
  and not p.problems @> '[{"code": "restored"}]'
  and ($1::bigint is null or p.service_id in (select id from services where team_id = $1)
    or (p.service_id is null and ${ofTeam('p.incident_id')}))`;

const services = 'services s where ($1::bigint is null or s.team_id = $1)';
const members = '($1::bigint is null or p.id in (select person_id from team_members where team_id = $1))';

const share = (condition: string) => `avg((${condition})::int)::float8 as value, count(*) as n`;

const medianSeconds = (from: string, to: string) =>
  `percentile_cont(0.5) within group (order by extract(epoch from ${to} - ${from}))::float8 as value, count(*) as n`;

const count = 'count(*)::float8 as value, count(*) as n';

const onCallPeople = `select distinct (participant #>> '{}')::bigint as id from schedules s,
  jsonb_array_elements(s.definition->'layers') as layer, jsonb_array_elements(layer->'participants') as participant
  where jsonb_typeof(participant) = 'number' and ($1::bigint is null or s.team_id = $1)`;

const validCertificate = (courseKey: string) =>
  `exists (select from certificates c where c.person_id = p.id and c.course_key = '${courseKey}'
     and c.expires_at > evenkeel.now())`;

/** One statement for each figure that is a plain question to the tables. */
export const figureStatements = {
  'share-declared-within-target': `select ${share("i.declared_at - i.detected_at <= interval '5 minutes'")}
    from ${incidents} and i.detected_at is not null`,
  'share-with-commander-in-five-minutes': `select
    ${share("coalesce(i.commander_assigned_at - i.declared_at <= interval '5 minutes', false)")}
    from ${incidents} and i.peak_severity <= 2`,
  'share-severity-unchanged': `select
    ${share('not exists (select from severity_changes c where c.incident_id = i.id)')} from ${incidents}`,
  'share-found-by-customers': `select ${share("i.found_by = 'customer'")} from ${incidents} and i.found_by is not null`,
  'share-actionable-pages': `select ${share('p.acknowledged_at is not null')}
    from ${pages} and p.state <> 'open'`,
  // Few answers say nothing about the pages that nobody spoke about.
  'share-pages-acted-on': `select case when count(*) >= ${leastForTrend} then avg((p.feedback = 'acted')::int)::float8 end
    as value, count(*) as n from ${pages} and p.merged_into is null and p.feedback is not null`,
  'share-services-with-page-path': `select ${share('s.escalation_policy_id is not null')} from ${services}`,
  'median-acknowledge-seconds': `select ${medianSeconds('p.opened_at', 'p.acknowledged_at')}
    from ${pages} and p.acknowledged_at is not null`,
  'median-first-post-seconds': `select ${medianSeconds('i.declared_at', 'i.first_public_at')}
    from ${incidents} and i.first_public_at >= i.declared_at`,
  'share-updates-on-time': `select ${share('next_at <= promised_at')} from (
      select u.next_update_at as promised_at,
        lead(u.at) over (partition by u.incident_id, u.audience order by u.id) as next_at
      from incident_updates u join incidents i on i.id = u.incident_id where ${counted}) told
    where promised_at is not null and next_at is not null`,
  'share-postmortems-on-time': `select ${share('coalesce(m.completed_at <= m.due_at, false)')}
    from postmortems m join incidents i on i.id = m.incident_id
    where m.is_required and i.kind = 'real' and m.due_at < evenkeel.now() and m.due_at > ${lately}
      and ${ofTeam('i.id')}`,
  'share-action-items-on-time': `select ${share("a.state = 'done' and a.finished_at <= a.due_at")} from action_items a
    where a.state <> 'wont_do' and a.due_at < evenkeel.now() and a.due_at > ${lately} and ${ofTeam('a.incident_id')}`,
  'recurrence-rate-90': `select ${share(`exists (select from recurrences r
      join incidents e on e.id = r.earlier_incident_id
      where r.incident_id = i.id and r.state = 'confirmed' and e.resolved_at > i.declared_at - interval '90 days')`)}
    from ${incidents}`,
  'share-services-with-fresh-runbook': `select ${share(`exists (select from runbook_services x
      join runbooks r on r.id = x.runbook_id
      where x.service_id = s.id and r.archived_at is null and greatest(r.updated_at, r.reviewed_at,
        (select max(run.opened_at) from runbook_runs run where run.runbook_id = r.id))
        > evenkeel.now() - interval '180 days')`)} from ${services}`,
  'share-incidents-with-runbook-run': `select
    ${share('exists (select from runbook_runs r where r.incident_id = i.id)')} from ${incidents}`,
  'certified-commander-count': `select ${count} from people p
    where p.disabled_at is null and ${validCertificate('incident-commander')} and ${members}`,
  'drills-last-90-days': `select ${count} from drills d where d.state = 'finished' and d.finished_at > ${lately}
    and ($1::bigint is null or d.team_id = $1)`,
  'share-people-trained': `select
    ${share(`${validCertificate('incident-management-basics')} and ${validCertificate('on-call-responder')}`)}
    from people p where p.disabled_at is null and p.id in (${onCallPeople})`,
  'days-since-quarterly-review': `select
    floor(extract(epoch from evenkeel.now() - max(held_at)) / 86400)::float8 as value, count(held_at) as n
    from quarterly_reviews`,
  'goals-with-baseline-count': `select ${count} from goals
    where dropped_at is null and baseline_frozen_at is not null and ($1::bigint is null or team_id = $1
      or service_id in (select id from services where team_id = $1))`,
  'incident-cost-known': `select ${count} from settings where name = '${settings.costs.name}'`,
  'lessons-published-count': `select ${count} from public_updates
    where state = 'published' and situation = 'postmortem' and published_at > evenkeel.now() - interval '365 days'
      and ${ofTeam('incident_id')}`,
} as const;

export async function readFigure(
  db: Queryable,
  key: keyof typeof figureStatements,
  teamId: number | null = null,
): Promise<Figure> {
  const statement = figureStatements[key];
  const found = await row<Figure>(db, statement, statement.includes('$1') ? [teamId] : []);
  return { value: found!.n === 0 ? null : found!.value, n: found!.n };
}

/** Who held which role in the severe incidents of late; at most 500 of them. */
export async function listSevereRoles(
  db: Queryable,
  teamId: number | null,
): Promise<{ severity: number; roles: string[]; people: number }[]> {
  return rows(
    db,
    `select i.peak_severity as severity,
       array(select distinct r.role from incident_roles r where r.incident_id = i.id) as roles,
       (select count(distinct r.person_id) from incident_roles r where r.incident_id = i.id) as people
     from ${incidents} and i.peak_severity <= 2 order by i.id desc limit 500`,
    [teamId],
  );
}

export async function listScheduleIds(db: Queryable, teamId: number | null): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    'select id from schedules where $1::bigint is null or team_id = $1 order by id limit 500',
    [teamId],
  );
  return found.map(({ id }) => id);
}
