import type { CloseBackAction } from '../../../domain/outgoing/close-back.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type StoredCloseBack = {
  sourceSlug: string;
  sourceType: string;
  closeBack: { kind: 'none' | 'alertmanager' | 'pagerduty' | 'opsgenie'; url: string | null; silenceMinutes: number };
  /** Sealed; empty for none. */
  credential: string;
  version: number;
  waiting: number;
  failed: number;
  failingSince: Date | null;
  lastOutcome: string | null;
  lastOutcomeAt: Date | null;
};

export const credentialContext = (sourceId: number) => `sources.close_back.${sourceId}`;

export function loadCloseBack(db: Queryable, sourceId: number): Promise<StoredCloseBack | null> {
  return row(
    db,
    `select s.slug as source_slug, s.type as source_type, s.close_back, s.close_back_credential as credential,
       s.close_back_version as version, t.failing_since, t.last_outcome, t.last_outcome_at,
       (select count(*) from (select from close_back_calls where source_id = s.id and state in ('pending', 'sending') limit 1000) w) as waiting,
       (select count(*) from (select from close_back_calls where source_id = s.id and state = 'failed' limit 1000) f) as failed
     from sources s left join close_back_status t on t.source_id = s.id where s.id = $1`,
    [sourceId],
  );
}

/** Of sources that tell their senders; there are as many as sources at most. */
export function listCloseBacks(
  db: Queryable,
): Promise<(Pick<StoredCloseBack, 'closeBack' | 'credential'> & { sourceId: number })[]> {
  return rows(
    db,
    `select id as source_id, close_back, close_back_credential as credential from sources
     where close_back->>'kind' <> 'none' order by id limit 10000`,
  );
}

/** False when the source is gone or its close-back has another version than expected. */
export async function updateCloseBack(
  tx: Queryable,
  sourceId: number,
  { closeBack, credential }: Pick<StoredCloseBack, 'closeBack' | 'credential'>,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    `update sources set close_back = $2, close_back_credential = $3, close_back_version = close_back_version + 1
     where id = $1 and ($4::int is null or close_back_version = $4)`,
    [sourceId, JSON.stringify(closeBack), credential, version ?? null],
  );
  return updated === 1;
}

/** What waited for other settings is not told by the new ones; and what failed by the old ones is past. */
export async function forgetCalls(tx: Queryable, sourceId: number): Promise<void> {
  await run(
    tx,
    `update close_back_calls set state = 'skipped', outcome = 'the settings were changed', finished_at = evenkeel.now(),
       lease_until = null, lease_token = null where source_id = $1 and state in ('pending', 'sending', 'failed')`,
    [sourceId],
  );
  await run(tx, 'delete from close_back_status where source_id = $1', [sourceId]);
}

/** Whether any source tells its sender anything. */
export async function isAnyOn(db: Queryable): Promise<boolean> {
  return (await row(db, "select from sources where close_back->>'kind' <> 'none' limit 1")) !== null;
}

export type AlertOfSource = { alertId: number; sourceId: number };

/** Those of these alerts whose sources tell their senders. */
export function alertsThatTell(tx: Queryable, alertIds: number[]): Promise<AlertOfSource[]> {
  return rows(
    tx,
    `select a.id as alert_id, a.source_id from alerts a join sources s on s.id = a.source_id
     where a.id = any ($1::bigint[]) and s.close_back->>'kind' <> 'none'`,
    [alertIds],
  );
}

export type NewCall = AlertOfSource & { eventId: number; action: CloseBackAction; byName: string };

export async function insertCalls(tx: Queryable, calls: NewCall[]): Promise<void> {
  if (calls.length === 0) return;
  await run(
    tx,
    `insert into close_back_calls (source_id, alert_id, event_id, action, by_name)
     select source_id, alert_id, event_id, action, by_name
     from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[]) with ordinality
       as c (source_id, alert_id, event_id, action, by_name, place)
     order by place on conflict do nothing`,
    [
      calls.map(({ sourceId }) => sourceId),
      calls.map(({ alertId }) => alertId),
      calls.map(({ eventId }) => eventId),
      calls.map(({ action }) => action),
      calls.map(({ byName }) => byName),
    ],
  );
}

export type ClaimedCall = {
  id: number;
  sourceId: number;
  alertId: number;
  action: CloseBackAction;
  byName: string;
  attempts: number;
  leaseToken: string;
  closeBack: StoredCloseBack['closeBack'];
  credential: string;
  silenceId: string | null;
};

/** Longer than its requests may take. */
const leaseSeconds = 90;

/** Of one alert only the oldest call is made, so that what people did arrives in their order. */
export function claimCalls(db: Queryable, most: number): Promise<ClaimedCall[]> {
  const isDue = `((c.state = 'pending' and c.due_at <= evenkeel.now()) or (c.state = 'sending' and c.lease_until < evenkeel.now()))`;
  return rows(
    db,
    `with taken as (
       select c.id from close_back_calls c
       where c.state in ('pending', 'sending') and ${isDue}
         and not exists (select from close_back_calls e where e.alert_id = c.alert_id and e.state in ('pending', 'sending') and e.id < c.id)
       order by c.due_at, c.id limit $1 for update skip locked)
     update close_back_calls c set state = 'sending', attempts = c.attempts + 1, lease_token = gen_random_uuid(),
       lease_until = evenkeel.now() + interval '${leaseSeconds} seconds'
     from taken t, sources s where c.id = t.id and s.id = c.source_id
     returning c.id, c.source_id, c.alert_id, c.action, c.by_name, c.attempts, c.lease_token, s.close_back,
       s.close_back_credential as credential,
       (select silence_id from close_back_silences i where i.alert_id = c.alert_id and i.ended_at is null) as silence_id`,
    [most],
  );
}

/** False when the lease was lost. */
export async function finishCall(
  tx: Queryable,
  { id, leaseToken }: Pick<ClaimedCall, 'id' | 'leaseToken'>,
  state: 'done' | 'failed' | 'skipped',
  outcome: string,
): Promise<boolean> {
  const finished = await run(
    tx,
    `update close_back_calls set state = $3, outcome = $4, finished_at = evenkeel.now(), lease_until = null, lease_token = null
     where id = $1 and lease_token = $2`,
    [id, leaseToken, state, outcome],
  );
  return finished === 1;
}

export async function retryCall(
  tx: Queryable,
  { id, leaseToken }: Pick<ClaimedCall, 'id' | 'leaseToken'>,
  afterSeconds: number,
  outcome: string,
): Promise<boolean> {
  const waiting = await run(
    tx,
    `update close_back_calls set state = 'pending', outcome = $4, lease_until = null, lease_token = null,
       due_at = evenkeel.now() + make_interval(secs => $3) where id = $1 and lease_token = $2`,
    [id, leaseToken, afterSeconds, outcome],
  );
  return waiting === 1;
}

export async function noteOutcome(tx: Queryable, sourceId: number, outcome: string, isFailure: boolean): Promise<void> {
  await run(
    tx,
    `insert into close_back_status as t (source_id, failing_since, last_outcome, last_outcome_at)
     values ($1, case when $3 then evenkeel.now() end, $2, evenkeel.now())
     on conflict (source_id) do update set failing_since = case when $3 then coalesce(t.failing_since, evenkeel.now()) end,
       last_outcome = excluded.last_outcome, last_outcome_at = excluded.last_outcome_at`,
    [sourceId, outcome, isFailure],
  );
}

export async function saveSilence(
  tx: Queryable,
  { alertId, sourceId }: AlertOfSource,
  { id, endsAt }: { id: string; endsAt: Date },
): Promise<void> {
  await run(
    tx,
    `insert into close_back_silences (alert_id, source_id, silence_id, ends_at) values ($1, $2, $3, $4)
     on conflict (alert_id) do update set silence_id = excluded.silence_id, ends_at = excluded.ends_at, ended_at = null,
       looked_at = evenkeel.now()`,
    [alertId, sourceId, id, endsAt],
  );
}

export async function endSilenceRow(tx: Queryable, alertId: number): Promise<boolean> {
  const ended = await run(
    tx,
    'update close_back_silences set ended_at = evenkeel.now() where alert_id = $1 and ended_at is null',
    [alertId],
  );
  return ended === 1;
}

export type StandingSilence = AlertOfSource & {
  silenceId: string;
  hasEnded: boolean;
  closeBack: StoredCloseBack['closeBack'];
  credential: string;
};

/** Silences to look after, each about once a minute, whichever node does it. */
export function claimSilences(db: Queryable, most: number): Promise<StandingSilence[]> {
  return rows(
    db,
    `with due as (
       select alert_id from close_back_silences
       where ended_at is null and (looked_at < evenkeel.now() - interval '1 minute' or ends_at <= evenkeel.now())
       order by looked_at limit $1 for update skip locked)
     update close_back_silences i set looked_at = evenkeel.now()
     from due d, sources s where i.alert_id = d.alert_id and s.id = i.source_id
     returning i.alert_id, i.source_id, i.silence_id, i.ends_at <= evenkeel.now() as has_ended, s.close_back,
       s.close_back_credential as credential`,
    [most],
  );
}

/** Calls and silences that are over, after a week. */
export async function forgetOld(db: Queryable): Promise<boolean> {
  const limit = 1_000;
  const gone = await run(
    db,
    `delete from close_back_calls where id in (
       select id from close_back_calls where finished_at < evenkeel.now() - interval '7 days' order by finished_at limit ${limit})`,
  );
  await run(
    db,
    `delete from close_back_silences where alert_id in (
       select alert_id from close_back_silences where ended_at < evenkeel.now() - interval '7 days' limit ${limit})`,
  );
  return gone === limit;
}

/** By name: sources whose sender is not told at present. */
export function listFailing(db: Queryable): Promise<{ name: string; failingSince: Date; lastOutcome: string }[]> {
  return rows(
    db,
    `select s.name, t.failing_since, t.last_outcome from close_back_status t join sources s on s.id = t.source_id
     where t.failing_since is not null order by s.name limit 50`,
  );
}
