import type { VerificationRule } from '../../../../contract/detect/source-verification.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';
import { maxSources } from '../../rulebook/store.ts';

export type StoredVerification = {
  rule: VerificationRule;
  secrets: string | null;
  oldSecretUntil: Date | null;
  subscribedTopic: string | null;
  subscribedAt: Date | null;
  unverifiedCount: number;
  unverifiedSince: Date | null;
  lastUnverifiedAt: Date | null;
  lastUnverifiedFrom: string | null;
  version: number;
};

/** A source without a row has the rule `none` and the version 1. */
export async function loadVerification(db: Queryable, sourceId: number): Promise<StoredVerification> {
  const found = await row<StoredVerification>(
    db,
    `select coalesce(v.rule, '{"method": "none"}') as rule, v.secrets, v.old_secret_until, v.subscribed_topic, v.subscribed_at,
       coalesce(r.unverified_count, 0) as unverified_count, r.unverified_since, r.last_unverified_at, r.last_unverified_from,
       coalesce(v.version, 1) as version
     from sources s
     left join source_verifications v on v.source_id = s.id
     left join source_refusals r on r.source_id = s.id
     where s.id = $1`,
    [sourceId],
  );
  return found!;
}

/** So that two changes of one source see each other. */
export async function lockSource(tx: Queryable, sourceId: number): Promise<void> {
  await run(tx, 'select from sources where id = $1 for update', [sourceId]);
}

/** Replaces it; an old secret ends `oldSecretHours` from now, or when it did before where that is null. */
export async function saveVerification(
  tx: Queryable,
  sourceId: number,
  {
    rule,
    secrets,
    oldSecretHours,
    hasOld,
  }: { rule: VerificationRule; secrets: string | null; oldSecretHours: number | null; hasOld: boolean },
): Promise<void> {
  await run(
    tx,
    `insert into source_verifications as v (source_id, rule, secrets, old_secret_until, version)
     values ($1, $2, $3, evenkeel.now() + make_interval(hours => $4::int), 2)
     on conflict (source_id) do update set rule = excluded.rule, secrets = excluded.secrets, version = v.version + 1,
       old_secret_until = case when $5 then coalesce(excluded.old_secret_until, v.old_secret_until) end,
       changed_at = evenkeel.now()`,
    [sourceId, JSON.stringify(rule), secrets, oldSecretHours, hasOld],
  );
}

/** What was refused under another rule says nothing of this one. */
export async function forgetUnverified(tx: Queryable, sourceId: number): Promise<void> {
  await run(
    tx,
    `update source_refusals set unverified_count = 0, unverified_since = null, last_unverified_at = null,
       last_unverified_from = null where source_id = $1`,
    [sourceId],
  );
}

export function listVerifications(
  db: Queryable,
): Promise<{ sourceId: number; rule: VerificationRule; secrets: string | null }[]> {
  return rows(db, 'select source_id, rule, secrets from source_verifications order by source_id limit $1', [
    maxSources,
  ]);
}
