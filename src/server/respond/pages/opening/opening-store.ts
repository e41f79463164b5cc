/** The hand-over from alerts to pages, set-based: what waits, and the pages it opens or joins. */

import type { SeverityUrgency } from '../../../../contract/severity.ts';
import { severities, usualUrgencies } from '../../../../domain/severity.ts';
import { markPaged } from '../../../detect/alerts/response-store.ts';
import { preparedRows, type Queryable } from '../../../platform/db/database.ts';
import { settings } from '../../../platform/settings/registry.ts';
import { defaultPolicyId } from '../../escalation/store.ts';
import { sandboxOfAlert } from '../../sandbox/sandbox-sql.ts';

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
  plainPolicy: unknown;
  /** An alarm of the installation about itself. */
  asksAdmins: boolean;
  /** A page knows it already, and its severity rose. */
  hasPage: boolean;
  /** Database time of the claim, the same for the whole batch. */
  now: Date;
};

/** By which an alert of the same condition is found again. `a`: what has the columns of an alert. */
export const dedupKeyHash = (a: string) =>
  `sha256(convert_to('key ' || ${a}.source_id || ' ' || encode(${a}.dedup_hash, 'hex'), 'UTF8'))`;

/** The group of an alert by its route or its sender; its own one where it has none. What is in a sandbox joins nothing else. */
const ownGroupHash = (a: string) => `sha256(convert_to(coalesce(${a}.service_id::text, '') || ' ' ||
  coalesce('sandbox ' || ${sandboxOfAlert(a)} || ' ', '') || coalesce('group ' || ${a}.group_key, 'alert ' || ${a}.id), 'UTF8'))`;

/** The group that its own was merged into, while the page of that is not resolved; what its condition says counts first. */
const groupHashOf = (a: string) => `coalesce((
  select p.group_hash from merged_keys m join pages p on p.id = m.page_id
  where m.key_hash in (${dedupKeyHash(a)}, ${ownGroupHash(a)}) and p.state <> 'resolved'
  order by m.key_hash <> ${dedupKeyHash(a)} limit 1), ${ownGroupHash(a)})`;

/** What paging asks of alerts, the most severe and newest first. `claimed`: SQL of their rows. */
const waitingAlerts = (claimed: string) => `with claimed as (${claimed})
  select c.id, c.state, c.severity, c.title, c.service_id, p.id as policy_id,
    ${urgencyOf('c.severity')} as urgency,
    case when o.slug = 'evenkeel' then evenkeel.with_admins(p.definition)
      else coalesce(p.full_definition, p.definition) end as policy, p.definition as plain_policy,
    o.slug = 'evenkeel' as asks_admins, exists (select from page_alerts pa where pa.alert_id = c.id) as has_page,
    coalesce(c.labels->>'evenkeel_test' = 'true', false) as is_test,
    encode(${groupHashOf('c')}, 'hex') as group_hash,
    date_trunc('milliseconds', evenkeel.now()) as now
  from claimed c
  join sources o on o.id = c.source_id
  left join services s on s.id = c.service_id
  left join escalation_policies p on p.id = coalesce(s.escalation_policy_id, ${defaultPolicyId})
  order by c.severity, c.id desc`;

const ofAlert = 'id, state, severity, title, service_id, source_id, dedup_hash, group_key, labels';

/** As what waits, of alerts that the caller has locked. */
export async function loadAsWaiting(tx: Queryable, alertIds: number[]): Promise<WaitingAlert[]> {
  return preparedRows<WaitingAlert>(
    tx,
    'load-as-waiting',
    waitingAlerts(`select ${ofAlert} from alerts where id = any ($1::bigint[])`),
    [alertIds],
  );
}

/**
 * Locks alerts that want a page, most severe and newest first; rows that another node or a sender's signal holds are
 * left for the next run (`inAnyOrder`: so that one that cannot be handled does not stand before all others for ever).
 * The service's policy, else the default one; alarms of the installation itself end at its admins.
 */
export async function claimWaitingAlerts(tx: Queryable, limit: number, inAnyOrder = false): Promise<WaitingAlert[]> {
  return preparedRows<WaitingAlert>(
    tx,
    inAnyOrder ? 'claim-any-waiting-alerts' : 'claim-waiting-alerts',
    waitingAlerts(`select ${ofAlert} from alerts
      where paging = 'wanted' order by ${inAnyOrder ? 'random()' : 'severity, id desc'} limit $1 for update skip locked`),
    [limit],
  );
}

/** Ties alerts to their pages and counts them. `pairs`: page id and alert id. */
export async function joinAlerts(tx: Queryable, pairs: { pageId: number; alertId: number }[]): Promise<void> {
  const alertIds = pairs.map(({ alertId }) => alertId);
  const joining = preparedRows(
    tx,
    'join-alerts',
    `with joined as (
       insert into page_alerts (page_id, alert_id) select * from unnest($1::bigint[], $2::bigint[])
       on conflict do nothing returning page_id),
     counted as (select page_id, count(*)::int as added from joined group by page_id)
     update pages p set alert_count = p.alert_count + c.added from counted c where p.id = c.page_id`,
    [pairs.map(({ pageId }) => pageId), alertIds],
  );
  await Promise.all([joining, markPaged(tx, alertIds)]);
}

/** Counts the alerts of these pages anew. */
export async function recountAlerts(tx: Queryable, pageIds: number[]): Promise<void> {
  await preparedRows(
    tx,
    'recount-alerts',
    `update pages p set alert_count = (select count(*) from page_alerts pa where pa.page_id = p.id)
     where p.id = any ($1::bigint[])`,
    [pageIds],
  );
}
