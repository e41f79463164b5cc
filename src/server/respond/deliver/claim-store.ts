/** The outbox: notifications are claimed with a lease and a fencing token in one short statement. */
import { preparedRows, type Queryable, row, rows } from '../../platform/db/database.ts';

/** Renewed while a send runs; when its node dies another one takes over after this long. */
export const leaseSeconds = 8;

/** A message whose senders die again and again must not take every node with it. */
const mostClaims = 6;

/** Read per claim, newest first: a backlog must not make every claim slower than the last. */
const candidateLimit = 2_000;

export type Claimed = {
  id: number;
  pageKey: string;
  pageId: number;
  generation: number;
  round: number;
  stepIndex: number;
  ruleIndex: number;
  personId: number;
  contactMethodId: number | null;
  channel: string;
  attempts: number;
  mayRepeat: boolean;
  leaseToken: string;
  createdAt: Date;
  /** Why it must not be sent to this person or method; null when it may. */
  refusal: 'person_disabled' | 'method_unusable' | 'too_many_claims' | null;
  /** Sealed settings of the contact method. */
  settings: string | null;
  /** The address of the account, where the message goes there and not to a contact method. */
  accountAddress: string | null;
  personName: string;
  /** The address of the account, for when the contact method's own cannot be opened. */
  personEmail: string;
  title: string;
  message: string;
  severity: number;
  urgency: 'high' | 'low';
  openedAt: Date;
  alertCount: number;
  stepCount: number;
  serviceName: string | null;
  policyName: string | null;
  alerts: { title: string; severity: number }[];
  /** Since it was due, and since the page's first alert (null for pages without alerts), at the claim. */
  waitedSeconds: number;
  sinceAlertSeconds: number | null;
};

export type ClaimRequest = {
  nodeId: number;
  /** Free places for each channel. */
  free: { channel: string; places: number }[];
  /** Free places for each contact method that this node is sending to already. */
  busy: { contactMethodId: number; places: number }[];
  placesPerMethod: number;
  /** What this node is sending: never claimed by itself, however late its lease is. */
  inFlight: number[];
};

/**
 * Claims what is due, most severe and newest first, and what a dead node has left (`mayRepeat`). What is no longer
 * wanted, because its page was answered or has moved on, becomes void here and is not returned.
 */
export async function claimNotifications(db: Queryable, request: ClaimRequest): Promise<Claimed[]> {
  return preparedRows<Claimed>(db, 'claim-notifications', claimSql, [
    request.nodeId,
    request.free.map((each) => each.channel),
    request.free.map((each) => each.places),
    request.busy.map((each) => each.contactMethodId),
    request.busy.map((each) => each.places),
    request.placesPerMethod,
    request.inFlight,
  ]);
}

const claimSql = `with
candidates as (
  (select id, channel, contact_method_id, severity, due_at from notifications
   where state = 'pending' and due_at <= evenkeel.now() and channel = any ($2::text[])
   order by due_at desc limit ${candidateLimit})
  union all
  (select id, channel, contact_method_id, severity, due_at from notifications
   where state = 'sending' and lease_until < evenkeel.now() and channel = any ($2::text[]) and id <> all ($7::bigint[])
   order by lease_until desc limit ${candidateLimit})),
per_method as (
  select c.*, row_number() over (partition by contact_method_id order by severity, due_at desc, id) as place
  from candidates c),
per_channel as (
  select m.id, m.channel, row_number() over (partition by m.channel order by severity, due_at desc, id) as place
  from per_method m left join unnest($4::bigint[], $5::int[]) as b (contact_method_id, places) using (contact_method_id)
  where m.place <= coalesce(b.places, $6::int)),
locked as (
  select n.id, n.state as was from notifications n
  join per_channel c on c.id = n.id
  join unnest($2::text[], $3::int[]) as f (channel, places) on f.channel = c.channel and c.place <= f.places
  where (n.state = 'pending' and n.due_at <= evenkeel.now())
     or (n.state = 'sending' and n.lease_until < evenkeel.now())
  for update of n skip locked),
judged as (
  select l.id, l.was,
    p.state <> 'open' or p.generation <> n.generation as is_stale,
    case when pe.disabled_at is not null then 'person_disabled'
         when not n.to_account and (m.id is null or m.disabled_at is not null or m.verified_at is null) then 'method_unusable'
         when n.attempts >= ${mostClaims} then 'too_many_claims' end as refusal
  from locked l join notifications n on n.id = l.id join pages p on p.id = n.page_id
  join people pe on pe.id = n.person_id left join contact_methods m on m.id = n.contact_method_id),
claimed as (
  update notifications n set
    state = case when j.is_stale then 'void' else 'sending' end,
    outcome = case when j.is_stale then 'the page has moved on' end,
    finished_at = case when j.is_stale then evenkeel.now() end,
    lease_until = case when not j.is_stale then evenkeel.now() + interval '${leaseSeconds} seconds' end,
    lease_token = case when not j.is_stale then gen_random_uuid() end,
    node_id = $1,
    attempts = n.attempts + case when j.is_stale then 0 else 1 end,
    may_repeat = n.may_repeat or j.was = 'sending'
  from judged j where n.id = j.id
  returning n.*, j.was, j.refusal),
lost as (
  update notification_attempts a set finished_at = evenkeel.now(), outcome = 'unknown',
    detail = 'the node stopped before it could say'
  from claimed c where c.was = 'sending' and a.notification_id = c.id and a.finished_at is null),
tries as (
  insert into notification_attempts (notification_id, attempt, node_id)
  select id, attempts, $1 from claimed where state = 'sending')
select c.id, c.page_key, c.page_id, c.generation, c.round, c.step_index, c.rule_index, c.person_id,
  c.contact_method_id, c.channel, c.attempts, c.may_repeat, c.lease_token, c.created_at, c.refusal,
  m.settings, case when c.to_account then pe.email end as account_address, pe.name as person_name, pe.email as person_email,
  p.title, p.message, p.severity, p.urgency, p.opened_at, p.alert_count,
  jsonb_array_length(p.policy->'steps') as step_count, s.name as service_name, e.name as policy_name,
  coalesce((select jsonb_agg(jsonb_build_object('title', t.title, 'severity', t.severity) order by t.severity, t.id)
    from (select a.id, a.title, a.severity from page_alerts pa join alerts a on a.id = pa.alert_id
          where pa.page_id = p.id order by a.severity, a.id limit 5) t), '[]') as alerts,
  extract(epoch from evenkeel.now() - c.due_at)::float8 as waited_seconds,
  (select extract(epoch from evenkeel.now() - min(a.triggered_at))::float8
   from page_alerts pa join alerts a on a.id = pa.alert_id where pa.page_id = p.id) as since_alert_seconds
from claimed c join pages p on p.id = c.page_id join people pe on pe.id = c.person_id
left join contact_methods m on m.id = c.contact_method_id
left join services s on s.id = p.service_id left join escalation_policies e on e.id = p.policy_id
where c.state = 'sending'
order by c.severity, c.due_at desc, c.id`;

export type Lease = { id: number; leaseToken: string };

/** Keeps the leases that are still ours; answers their ids. */
export async function renewLeases(db: Queryable, leases: Lease[]): Promise<number[]> {
  const kept = await rows<{ id: number }>(
    db,
    `update notifications n set lease_until = evenkeel.now() + interval '${leaseSeconds} seconds'
     from unnest($1::bigint[], $2::uuid[]) as l (id, token)
     where n.id = l.id and n.lease_token = l.token and n.state = 'sending' returning n.id`,
    [leases.map((lease) => lease.id), leases.map((lease) => lease.leaseToken)],
  );
  return kept.map(({ id }) => id);
}

/** Gives a claim back unused; false when it is somebody else's by now. */
export async function abandonClaim(db: Queryable, lease: Lease, detail: string): Promise<boolean> {
  const given = await row(
    db,
    `with given as (
       update notifications set state = 'pending', lease_until = null, lease_token = null
       where id = $1 and lease_token = $2 and state = 'sending' returning id, attempts),
     told as (
       update notification_attempts a set finished_at = evenkeel.now(), outcome = 'abandoned', detail = $3
       from given g where a.notification_id = g.id and a.attempt = g.attempts)
     select id from given`,
    [lease.id, lease.leaseToken, detail],
  );
  return given !== null;
}

/** Whether a claim would find something; cheap enough to ask many times a second. */
export async function hasDueNotifications(db: Queryable): Promise<boolean> {
  const [found] = await preparedRows<{ due: boolean }>(
    db,
    'has-due-notifications',
    `select exists (select from notifications where state = 'pending' and due_at <= evenkeel.now())
       or exists (select from notifications where state = 'sending' and lease_until < evenkeel.now()) as due`,
  );
  return found!.due;
}
