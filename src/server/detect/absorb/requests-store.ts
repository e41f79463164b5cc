import type { SenderRequest } from '../../../domain/detect/signal.ts';
import { type Queryable, run } from '../../platform/db/database.ts';

export type NewRequest = {
  alertId: number;
  sourceId: number;
  logId: number | null;
  seq: number | null;
  request: SenderRequest;
};

/** Hands over what senders ask of whoever responds to their alerts. */
export async function insertRequests(tx: Queryable, requests: NewRequest[]): Promise<void> {
  if (requests.length === 0) return;
  await run(
    tx,
    `insert into sender_requests (alert_id, source_id, log_id, seq, request)
     select alert_id, source_id, log_id, seq, request
     from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::jsonb[]) with ordinality
       as r (alert_id, source_id, log_id, seq, request, place)
     order by place`,
    [
      requests.map(({ alertId }) => alertId),
      requests.map(({ sourceId }) => sourceId),
      requests.map(({ logId }) => logId),
      requests.map(({ seq }) => seq),
      requests.map(({ request }) => JSON.stringify(request)),
    ],
  );
}
