import { type Queryable, row, run } from '../../platform/db/database.ts';

/** Mail servers try for five days at most. */
const rememberedDays = 7;

export async function isKnownMail(db: Queryable, sourceId: number, fingerprint: Buffer): Promise<boolean> {
  const found = await row(db, 'select from received_mails where source_id = $1 and fingerprint = $2', [
    sourceId,
    fingerprint,
  ]);
  return found !== null;
}

export async function rememberMail(db: Queryable, sourceId: number, fingerprint: Buffer): Promise<void> {
  await run(db, 'insert into received_mails (source_id, fingerprint) values ($1, $2) on conflict do nothing', [
    sourceId,
    fingerprint,
  ]);
}

/** Forgets what no mail server sends again. Returns how many. */
export function forgetMails(db: Queryable, limit: number): Promise<number> {
  return run(
    db,
    `delete from received_mails where (source_id, fingerprint) in (
       select source_id, fingerprint from received_mails
       where received_at < evenkeel.now() - make_interval(days => $1) order by received_at limit $2)`,
    [rememberedDays, limit],
  );
}
