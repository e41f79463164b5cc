/** The two statements of a claim: what is taken, and what becomes of it. */
import { keptInParallel, parallelRunOf } from '../../parallel-runs/parallel-sql.ts';
import { isKeptFor, keptInSandbox, sandboxOfPage } from '../../sandbox/sandbox-sql.ts';
import { alsoNotifiedOfPage, flappingOfAlert, nextOfPage, runbooksOfPage } from '../page-facts.ts';

/** Renewed while a send runs; when its node dies another one takes over after this long. */
export const leaseSeconds = 8;

/** A message whose senders die again and again must not take every node with it. */
const mostClaims = 6;

/** Read per claim, newest first: a backlog must not make every claim slower than the last. */
const candidateLimit = 2_000;

/** Sent as one message. */
export const mostInBundle = 500;

/** What is not yet sent has a key for where it goes: its contact method, or its chat room. None: the address of an account. */
const destination = 'coalesce(contact_method_id, evenkeel.room_key(chat_room))';

/** Notifications to the destination of row `of`, by the index of either kind. */
const toSameAs = (of: string) => `(
    select * from notifications where contact_method_id = ${of}.destination
    union all
    select * from notifications where chat_room is not null and evenkeel.room_key(chat_room) = ${of}.destination)`;

export const takeSql = `with
candidates as (
  (select id, channel, contact_method_id, ${destination} as destination, severity, due_at from notifications
   where state = 'pending' and due_at <= evenkeel.now() and channel = any ($2::text[])
   order by due_at desc limit ${candidateLimit})
  union all
  (select id, channel, contact_method_id, ${destination}, severity, due_at from notifications
   where state = 'sending' and lease_until < evenkeel.now() and channel = any ($2::text[]) and id <> all ($7::bigint[])
   order by lease_until desc limit ${candidateLimit})),
per_method as (
  select c.*, destination is not null and channel = any ($9::text[]) as is_bundled,
    row_number() over (partition by destination, channel order by severity, due_at desc, id) as place
  from candidates c),
per_channel as (
  select m.id, m.channel, m.destination, m.is_bundled,
    row_number() over (partition by m.channel order by severity, due_at desc, id) as place
  from per_method m left join unnest($4::bigint[], $5::int[]) as b (contact_method_id, places) using (contact_method_id)
  where m.place <= case when m.is_bundled then 1 else coalesce(b.places, $6::int) end),
chosen as (
  select c.* from per_channel c
  join unnest($2::text[], $3::int[]) as f (channel, places) on f.channel = c.channel and c.place <= f.places),
wanted as (
  select id from chosen
  union
  select w.id from chosen c cross join lateral (
    select n.id from ${toSameAs('c')} n where n.state = 'pending'
      and n.due_at <= evenkeel.now() order by n.due_at desc limit ${mostInBundle}) w
  where c.is_bundled),
locked as (
  select n.id, n.state as was from notifications n join wanted w on w.id = n.id
  where (n.state = 'pending' and n.due_at <= evenkeel.now())
     or (n.state = 'sending' and n.lease_until < evenkeel.now())
  for update of n skip locked)
update notifications n set state = 'sending', attempts = n.attempts + 1, node_id = $1, lease_token = $8,
  lease_until = evenkeel.now() + interval '${leaseSeconds} seconds', may_repeat = n.may_repeat or l.was = 'sending'
from locked l where n.id = l.id`;

/** The outcome of what is held back. */
export const waitsForOthers = 'waits to go out together with others';

/** Only what leads a message is told in full. */
const ofLead = (sql: string) => `case when c.place = 1 then ${sql} end`;

/** A test page goes out at once and alone: nothing real waits for it or stands below it. */
const isOfNoTest = "(select o.kind from pages o where o.id = n.page_id) <> 'test'";

export const judgeSql = `with
taken as (select *, ${destination} as destination from notifications where state = 'sending' and lease_token = $1),
lately as (
  select b.destination, b.seconds, max(l.at) as told_at,
    max(l.at) filter (where l.severity <= 2) as told_urgent_at
  from (select distinct t.destination, w.seconds from taken t
        join unnest($3::text[], $4::int[]) as w (channel, seconds) on w.channel = t.channel
        where t.destination is not null) b
  left join lateral (
    select n.sent_at as at, n.severity from ${toSameAs('b')} n
    where ${isOfNoTest} and n.sent_at > evenkeel.now() - b.seconds * interval '1 second' and n.state = 'sent'
    union all
    -- It may still fail; then what waits for it should not wait for long.
    select evenkeel.now() - (b.seconds - 5) * interval '1 second', n.severity from ${toSameAs('b')} n
    where n.state = 'sending' and n.lease_until > evenkeel.now() and ${isOfNoTest} and n.lease_token is distinct from $1) l on true
  group by 1, 2),
looked_at as (
  select t.*, p.kind = 'test' as is_test, case
      when p.state <> 'open' or p.generation <> t.generation then 'void'
      when exists (select from page_alerts pa where pa.page_id = p.id) and not exists (
        select from page_alerts pa join alerts a on a.id = pa.alert_id where pa.page_id = p.id and a.state = 'triggered')
      then 'wait'
      when p.kind <> 'real' and ${isKeptFor(sandboxOfPage('p'), 't.person_id')} then 'keep'
      when ${parallelRunOf('p')} is not null then 'parallel' else 'send' end as verdict,
    case when pe.disabled_at is not null then 'person_disabled'
         when t.chat_room is null and not t.to_account and (m.id is null or m.disabled_at is not null or m.verified_at is null) then 'method_unusable'
         when t.attempts > ${mostClaims} then 'too_many_claims' end as refusal
  from taken t join pages p on p.id = t.page_id
  left join people pe on pe.id = t.person_id left join contact_methods m on m.id = t.contact_method_id),
timed as (
  select j.*, l.told_at + l.seconds * interval '1 second' as later_at,
    -- Where one may go out, the others go with it.
    case when l.destination is null or j.refusal is not null or j.is_test then j.id else -j.destination end as message,
    bool_or(l.told_at is null or (j.severity <= 2 and l.told_urgent_at is null)) filter (where j.verdict = 'send' and not j.is_test)
      over (partition by j.destination) as is_free
  from looked_at j left join lately l on l.destination = j.destination),
judged as (
  select t.id, t.page_key, t.page_id, t.generation, t.round, t.step_index, t.rule_index, t.person_id, t.contact_method_id,
    t.channel, t.attempts, t.may_repeat, t.lease_token, t.created_at, t.refusal, t.to_account, t.chat_room, t.severity, t.due_at,
    t.later_at, t.message,
    case when t.verdict = 'send' and t.refusal is null and t.destination is not null and not t.is_test and not t.is_free
      then 'later'
      -- What could not be sent fails as it would have failed.
      when t.verdict in ('keep', 'parallel') and t.refusal is not null then 'send' else t.verdict end as verdict
  from timed t),
placed as (
  select j.*, row_number() over together as place, first_value(id) over together as lead_id,
    count(*) over (partition by message) as count
  from judged j where verdict = 'send'
  window together as (partition by message order by severity, due_at desc, id)),
given_back as (
  update notifications n set attempts = n.attempts - 1, lease_until = null, lease_token = null,
    state = case when j.verdict in ('void', 'keep', 'parallel') then 'void' else 'pending' end,
    due_at = case j.verdict when 'later' then j.later_at else n.due_at end,
    outcome = case j.verdict when 'void' then 'the page has moved on' when 'keep' then '${keptInSandbox}'
      when 'parallel' then '${keptInParallel}'
      when 'later' then '${waitsForOthers}' else n.outcome end,
    finished_at = case when j.verdict in ('void', 'keep', 'parallel') then evenkeel.now() end
  from judged j where n.id = j.id and j.verdict <> 'send'),
bundled as (
  update notifications n set bundle_id = case when c.count > 1 then c.lead_id end
  from placed c where n.id = c.id and (c.count > 1 or n.bundle_id is not null)),
lost as (
  update notification_attempts a set finished_at = evenkeel.now(), outcome = 'unknown',
    detail = 'the node stopped before it could say'
  from taken t where a.notification_id = t.id and a.finished_at is null),
tries as (
  insert into notification_attempts (notification_id, attempt, node_id)
  select id, attempts, $2 from placed)
select c.id, c.page_key, c.page_id, c.generation, c.round, c.step_index, c.rule_index, c.person_id,
  c.contact_method_id, c.channel, c.attempts, c.may_repeat, c.lease_token, c.created_at, c.refusal, c.lead_id,
  ${ofLead('m.settings')} as settings, m.provider_id, case when c.to_account then pe.email end as account_address,
  c.chat_room, coalesce(pe.name, c.chat_room->>'name') as person_name, coalesce(pe.email, '') as person_email,
  coalesce(pe.time_zone, p.full_policy->'workingHours'->>'timeZone', 'UTC') as time_zone,
  p.title, ${ofLead('p.message')} as message, p.severity, p.urgency, p.kind = 'test' as is_test, p.opened_at, p.alert_count,
  jsonb_array_length(p.policy->'steps') as step_count, s.name as service_name, ${ofLead('s.description')} as service_description, e.name as policy_name,
  coalesce(${ofLead(alsoNotifiedOfPage('c.person_id'))}, '[]') as also_notified,
  coalesce(${ofLead(runbooksOfPage)}, '[]') as runbooks,
  p.due_at as next_at, extract(epoch from p.due_at - evenkeel.now())::float8 as next_in_seconds,
  ${ofLead(nextOfPage)} as next_who,
  ${ofLead(`coalesce((select jsonb_agg(jsonb_build_object('title', t.title, 'severity', t.severity, 'description', t.description,
      'labels', t.labels, 'messageLabels', t.message_labels, 'links', t.links) order by t.severity, t.id)
    from (select a.id, a.title, a.severity, a.description, a.labels, a.links, so.message_labels
          from page_alerts pa join alerts a on a.id = pa.alert_id left join sources so on so.id = a.source_id
          where pa.page_id = p.id order by a.severity, a.id limit 5) t), '[]')`)} as alerts,
  ${ofLead(`(select f.flapping from (
      select ${flappingOfAlert('a')} as flapping from page_alerts pa join alerts a on a.id = pa.alert_id
      where pa.page_id = p.id order by a.severity, a.id limit 5) f
    where f.flapping is not null order by (f.flapping->>'openings')::int desc limit 1)`)} as flapping,
  extract(epoch from evenkeel.now() - c.due_at)::float8 as waited_seconds,
  ${ofLead(`(select extract(epoch from evenkeel.now() - min(a.triggered_at))::float8
   from page_alerts pa join alerts a on a.id = pa.alert_id where pa.page_id = p.id)`)} as since_alert_seconds
from placed c join pages p on p.id = c.page_id left join people pe on pe.id = c.person_id
left join contact_methods m on m.id = c.contact_method_id
left join services s on s.id = p.service_id left join escalation_policies e on e.id = p.policy_id
order by min(c.severity) over (partition by c.message), c.message, c.place`;
