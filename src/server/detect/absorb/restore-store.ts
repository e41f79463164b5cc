/** After a restore: signals and heartbeats of the time before it must not page anybody now. */
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

/** Returns sentences for the operator. */
export async function settleRestoredAlerts(tx: Queryable): Promise<string[]> {
  const left = await row<{ requests: number }>(
    tx,
    `select count(*) as requests from signals s left join signal_cursors c on c.log_id = s.log_id
     where s.seq > coalesce(c.absorbed_seq, 0)`,
  );
  await run(
    tx,
    `insert into signal_cursors (log_id, absorbed_seq) select log_id, max(seq) from signals group by log_id
     on conflict (log_id) do update set absorbed_seq = greatest(signal_cursors.absorbed_seq, excluded.absorbed_seq)`,
  );
  const waiting = await rows<{ id: number; title: string }>(
    tx,
    "update alerts set paging = 'none' where paging = 'wanted' returning id, title",
  );
  await run(tx, 'update alerts set declare_severity = null where declare_severity is not null');
  await run(
    tx,
    `update sender_requests set state = 'refused', outcome = 'It is from a restored backup', finished_at = evenkeel.now()
     where state = 'pending'`,
  );
  await run(
    tx,
    `update heartbeats set due_at = evenkeel.now() + make_interval(secs => interval_seconds + grace_seconds)
     where due_at is not null`,
  );
  return [
    ...waiting.map(({ id, title }) => `Not paged: alert ${id}, ${title}`),
    ...(left!.requests > 0
      ? [`${left!.requests} requests had been accepted and not yet looked at; they are kept with their sources.`]
      : []),
  ];
}
