import { type Queryable, rows, run } from '../../../platform/db/database.ts';

export type FeedEvent = { uid: string; contentHash: Buffer; endsAt: Date };

/** How often each event has changed since calendars know it, and when it did last; `uid` → that. */
export async function countChanges(
  db: Queryable,
  scheduleId: number,
  events: FeedEvent[],
): Promise<Map<string, { sequence: number; changedAt: Date }>> {
  await run(db, "delete from feed_events where schedule_id = $1 and ends_at < evenkeel.now() - interval '60 days'", [
    scheduleId,
  ]);
  const values = [
    scheduleId,
    events.map(({ uid }) => uid),
    events.map(({ contentHash }) => contentHash),
    events.map(({ endsAt }) => endsAt),
  ];
  const given = 'unnest($2::text[], $3::bytea[], $4::timestamptz[]) as g (uid, content_hash, ends_at)';
  await run(
    db,
    `insert into feed_events as e (uid, schedule_id, content_hash, ends_at)
     select g.uid, $1, g.content_hash, g.ends_at from ${given} order by g.uid
     on conflict (uid) do update set content_hash = excluded.content_hash, ends_at = excluded.ends_at,
       sequence = e.sequence + 1, changed_at = evenkeel.now()
     where e.content_hash <> excluded.content_hash`,
    values,
  );
  const found = await rows<{ uid: string; sequence: number; changedAt: Date }>(
    db,
    'select uid, sequence, changed_at from feed_events where schedule_id = $1 and uid = any ($2::text[])',
    values.slice(0, 2),
  );
  return new Map(found.map(({ uid, ...change }) => [uid, change]));
}
