import { type Queryable, row, run } from '../../platform/db/database.ts';
import type { Place } from './signal.ts';

export async function isAbsorbed(db: Queryable, { logId, seq }: Place): Promise<boolean> {
  return (await row(db, 'select from signal_cursors where log_id = $1 and absorbed_seq >= $2', [logId, seq])) !== null;
}

/** Once it has been absorbed, nothing asks for it. */
export async function removeSignal(db: Queryable, { logId, seq }: Place): Promise<void> {
  await run(
    db,
    `delete from signals where log_id = $1 and seq = $2
     and exists (select from signal_cursors where log_id = $1 and absorbed_seq >= $2)`,
    [logId, seq],
  );
}
