import { type Queryable, run } from '../../../platform/db/database.ts';
import type { InstantKey } from './instant-columns.ts';

export async function insertCorrection(
  tx: Queryable,
  correction: {
    incidentId: number;
    name: InstantKey;
    from: Date | null;
    to: Date | null;
    reason: string;
    actor: unknown;
  },
): Promise<void> {
  await run(
    tx,
    'insert into instant_corrections (incident_id, name, from_at, to_at, reason, actor) values ($1, $2, $3, $4, $5, $6)',
    [
      correction.incidentId,
      correction.name,
      correction.from,
      correction.to,
      correction.reason,
      JSON.stringify(correction.actor),
    ],
  );
}
