/** The hand-over from alerts to pages, set-based: what waits, and the pages it opens or joins. */

import type { SeverityUrgency, Urgency } from '../../../contract/severity.ts';
import { severities, usualUrgencies } from '../../../domain/severity.ts';
import { preparedRows, type Queryable, run } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { defaultPolicyId } from '../escalation/store.ts';

/** How loudly a severity pages, by the matrix of the installation. `severity`: an SQL expression. */
export const urgencyOf = (severity: string) => `coalesce(
  (select jsonb_path_query_first(value, '$.rules[*] ? (@.severity == $severity).urgency',
     jsonb_build_object('severity', ${severity})) #>> '{}' from settings where name = '${settings.severityMatrix.name}'),
  (array['${severities.map((each) => usualUrgencies[each]).join("','")}'])[${severity}])`;

export type WaitingAlert = {
  id: number;
  state: 'triggered' | 'acknowledged' | 'resolved';
  severity: number;
  /** How loudly its severity pages. */
  urgency: SeverityUrgency;
  title: string;
  serviceId: number | null;
  /** Somebody tries whether a page arrives. */
  isTest: boolean;
  /** Hex; alerts with the same one are one page. */
  groupHash: string;
  policyId: number | null;
  policy: unknown;
  /** An alarm of the installation about itself. */
  asksAdmins: boolean;
  /** A page knows it already, and its severity rose. */
  hasPage: boolean;
  /** Database time of the claim, the same for the whole batch. */
  now: Date;
};

/**
 * Locks alerts that want a page, most severe and newest first; rows that another node or a sender's signal holds are
 * left for the next run (`inAnyOrder`: so that one that cannot be handled does not stand before all others for ever).
 * The service's policy, else the default one; alarms of the installation itself end at its admins.
 */
export async function claimWaitingAlerts(tx: Queryable, limit: number, inAnyOrder = false): Promise<WaitingAlert[]> {
  return preparedRows<WaitingAlert>(
    tx,
    inAnyOrder ? 'claim-any-waiting-alerts' : 'claim-waiting-alerts',
    `with claimed as (
       select id, state, severity, title, service_id, source_id, group_key, labels from alerts
       where paging = 'wanted' order by ${inAnyOrder ? 'random()' : 'severity, id desc'} limit $1 for update skip locked)
     select c.id, c.state, c.severity, c.title, c.service_id, p.id as policy_id,
       ${urgencyOf('c.severity')} as urgency,
       case when o.slug = 'evenkeel' then evenkeel.with_admins(p.definition) else p.definition end as policy,
       o.slug = 'evenkeel' as asks_admins, exists (select from page_alerts pa where pa.alert_id = c.id) as has_page,
       coalesce(c.labels->>'evenkeel_test' = 'true', false) as is_test,
       encode(sha256(convert_to(coalesce(c.service_id::text, '') || ' ' ||
         coalesce('group ' || c.group_key, 'alert ' || c.id), 'UTF8')), 'hex') as group_hash,
       date_trunc('milliseconds', evenkeel.now()) as now
     from claimed c
     join sources o on o.id = c.source_id
     left join services s on s.id = c.service_id
     left join escalation_policies p on p.id = coalesce(s.escalation_policy_id, ${defaultPolicyId})
     order by c.severity, c.id desc`,
    [limit],
  );
}

/** An alert that needs no page (any more); one that a page knows already stays known as paged. */
export async function dismissAlerts(tx: Queryable, alertIds: number[], paging: 'none' | 'settled'): Promise<void> {
  await run(
    tx,
    `update alerts a set paging = case
       when not exists (select from page_alerts pa where pa.alert_id = a.id) then $2
       when a.state = 'resolved' then 'settle' else 'paged' end,
       not_paged_because = case
         when exists (select from page_alerts pa where pa.alert_id = a.id) then null
         when $2 = 'none' then 'severity' else a.state end
     where a.id = any ($1::bigint[])`,
    [alertIds, paging],
  );
}

export type PageGroup = {
  groupHash: string;
  policyId: number | null;
  policy: unknown;
  serviceId: number | null;
  title: string;
  severity: number;
  urgency: Urgency;
  kind: 'real' | 'test';
  asksAdmins: boolean;
  alertIds: number[];
};

export type JoinedPage = {
  id: number;
  groupHash: string;
  isNew: boolean;
  /** A new page, or one whose ladder runs anew: its first step is due now. */
  mustPlan: boolean;
  policy: unknown;
  generation: number;
  stepIndex: number;
  round: number;
  urgency: Urgency;
  severity: number;
  dueAt: Date | null;
  problems: unknown[];
  asksAdmins: boolean;
};

/**
 * Opens a page for each group, or joins the open page of the group: the unique index decides between nodes.
 * Joining starts the ladder anew when the urgency rises from low to high, and when the ladder had ended: what nobody
 * answered must not swallow a new alert. A page that had no policy takes the one that there is by now. A test that a real alert joins is no test any more.
 */
export async function openOrJoinPages(tx: Queryable, groups: PageGroup[], now: Date): Promise<JoinedPage[]> {
  return preparedRows<JoinedPage>(
    tx,
    'open-or-join-pages',
    `insert into pages as p (policy_id, policy, service_id, title, severity, urgency, kind, group_hash, due_at, opened_at,
       asks_admins)
     select g.policy_id, g.policy, g.service_id, g.title, g.severity, g.urgency, g.kind, decode(g.group_hash, 'hex'), $9, $9,
       g.asks_admins
     from unnest($1::bigint[], $2::jsonb[], $3::bigint[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[],
       $10::boolean[]) as g (policy_id, policy, service_id, title, severity, urgency, kind, group_hash, asks_admins)
     order by g.group_hash
     on conflict (group_hash) where state = 'open' do update set
       severity = least(p.severity, excluded.severity),
       kind = case when excluded.kind = 'real' then 'real' else p.kind end,
       urgency = case when excluded.urgency = 'high' then 'high' else p.urgency end,
       generation = p.generation +
         case when (p.urgency = 'low' and excluded.urgency = 'high') or p.exhausted_at is not null then 1 else 0 end,
       step_index = case when (p.urgency = 'low' and excluded.urgency = 'high') or p.exhausted_at is not null
         then 0 else p.step_index end,
       round = case when (p.urgency = 'low' and excluded.urgency = 'high') or p.exhausted_at is not null
         then 0 else p.round end,
       due_at = case when (p.urgency = 'low' and excluded.urgency = 'high') or p.exhausted_at is not null
         then excluded.due_at else p.due_at end,
       policy_id = case when p.exhausted_at is not null and jsonb_array_length(p.policy->'steps') = 0
         then excluded.policy_id else p.policy_id end,
       policy = case when p.exhausted_at is not null and jsonb_array_length(p.policy->'steps') = 0
         then excluded.policy else p.policy end,
       asks_admins = p.asks_admins or excluded.asks_admins,
       exhausted_at = null
     returning p.id, encode(p.group_hash, 'hex') as group_hash, p.xmax = 0 as is_new, p.due_at = $9 as must_plan,
       p.policy, p.generation, p.step_index, p.round, p.urgency, p.severity, p.due_at, p.problems,
       p.asks_admins`,
    [
      groups.map((group) => group.policyId),
      groups.map((group) => JSON.stringify(group.policy)),
      groups.map((group) => group.serviceId),
      groups.map((group) => group.title),
      groups.map((group) => group.severity),
      groups.map((group) => group.urgency),
      groups.map((group) => group.kind),
      groups.map((group) => group.groupHash),
      now,
      groups.map((group) => group.asksAdmins),
    ],
  );
}

/** Ties alerts to their pages, counts them and marks them as paged. `pairs`: page id and alert id. */
export async function joinAlerts(tx: Queryable, pairs: { pageId: number; alertId: number }[]): Promise<void> {
  await preparedRows(
    tx,
    'join-alerts',
    `with joined as (
       insert into page_alerts (page_id, alert_id) select * from unnest($1::bigint[], $2::bigint[])
       on conflict do nothing returning page_id),
     marked as (update alerts set paging = 'paged', not_paged_because = null where id = any ($2::bigint[])),
     counted as (select page_id, count(*)::int as added from joined group by page_id)
     update pages p set alert_count = p.alert_count + c.added from counted c where p.id = c.page_id`,
    [pairs.map((pair) => pair.pageId), pairs.map((pair) => pair.alertId)],
  );
}
