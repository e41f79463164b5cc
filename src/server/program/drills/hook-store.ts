import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

/** An outgoing webhook of this id with its name, also where it was deleted since. `id`: SQL. */
export const namedWebhook = (id: string) =>
  `case when ${id} is not null then jsonb_build_object('id', ${id}, 'name',
    coalesce((select w.name from outgoing_webhooks w where w.id = ${id}), 'a deleted webhook')) end`;

/** The moment; null while somebody else is starting it. */
export async function setStarting(tx: Queryable, id: number, abandonedAfterSeconds: number): Promise<Date | null> {
  const set = await row<{ startingAt: Date }>(
    tx,
    `update drills set starting_at = date_trunc('milliseconds', evenkeel.now()), start_problem = null
     where id = $1 and (starting_at is null or starting_at < evenkeel.now() - make_interval(secs => $2))
     returning starting_at`,
    [id, abandonedAfterSeconds],
  );
  return set?.startingAt ?? null;
}

/** False when it is not being started. */
export async function setStartProblem(tx: Queryable, id: number, reason: string): Promise<boolean> {
  const set = await run(
    tx,
    'update drills set starting_at = null, start_problem = $2 where id = $1 and starting_at is not null',
    [id, reason],
  );
  return set === 1;
}

export async function claimAbandoned(tx: Queryable, seconds: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select id from drills where starting_at < evenkeel.now() - make_interval(secs => $1)
     order by starting_at limit 1 for update skip locked`,
    [seconds],
  );
  return found.map(({ id }) => id);
}

/** Whether it is still being started since then. */
export async function isStarting(tx: Queryable, id: number, since: Date): Promise<boolean> {
  return (await run(tx, 'select from drills where id = $1 and starting_at = $2', [id, since])) === 1;
}

/** Of these, those that exist. */
export async function existingWebhooks(db: Queryable, ids: readonly number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(db, 'select id from outgoing_webhooks where id = any ($1::bigint[])', [ids]);
  return found.map(({ id }) => id);
}
