import { createHash } from 'node:crypto';
import { type Queryable, row, rows } from '../../../platform/db/database.ts';

export type AlertOfSource = {
  id: number;
  dedupKey: string;
  state: 'triggered' | 'acknowledged' | 'resolved';
  severity: number;
  title: string;
  description: string;
  labels: Record<string, string>;
  triggeredAt: Date;
  lastSignalAt: Date;
  acknowledgedAt: Date | null;
  resolvedAt: Date | null;
  signalCount: number;
  isSnoozed: boolean;
};
export type NamedAlert = { alertId: number | null; alias: string };

const columns = `id, dedup_key, state, severity, title, description, labels, triggered_at, last_signal_at, acknowledged_at,
  resolved_at, signal_count, (state <> 'resolved' and (coalesce(not_paged_because = 'snoozed', false)
    or exists (select from page_alerts pa join pages p on p.id = pa.page_id
      where pa.alert_id = alerts.id and p.state = 'acknowledged' and p.snoozed_until > evenkeel.now()))) as is_snoozed`;

/** By its id, else the newest alert of the key; never one of another source. */
export async function findAlert(
  db: Queryable,
  sourceId: number,
  { alertId, alias }: NamedAlert,
): Promise<AlertOfSource | null> {
  const byId =
    alertId === null
      ? null
      : await row<AlertOfSource>(db, `select ${columns} from alerts where id = $1 and source_id = $2`, [
          alertId,
          sourceId,
        ]);
  return byId ?? newestOfKey(db, sourceId, alias);
}

export function newestOfKey(db: Queryable, sourceId: number, dedupKey: string): Promise<AlertOfSource | null> {
  return row(db, `select ${columns} from alerts where source_id = $1 and dedup_hash = $2 order by id desc limit 1`, [
    sourceId,
    createHash('sha256').update(dedupKey).digest(),
  ]);
}

/** The alert of the key that was open at a time, or the last one before it. */
export function alertOfKeyAt(
  db: Queryable,
  sourceId: number,
  dedupKey: string,
  at: Date,
): Promise<AlertOfSource | null> {
  return row(
    db,
    `select ${columns} from alerts where source_id = $1 and dedup_hash = $2
       and triggered_at < $3::timestamptz + interval '1 millisecond' order by id desc limit 1`,
    [sourceId, createHash('sha256').update(dedupKey).digest(), at],
  );
}

/** These alerts, in the order of the ids given. */
export function listByIds(db: Queryable, sourceId: number, ids: number[]): Promise<AlertOfSource[]> {
  return rows(
    db,
    `select ${columns} from unnest($2::bigint[]) with ordinality as wanted (wanted_id, place)
     join alerts on id = wanted_id and source_id = $1 order by place`,
    [sourceId, ids],
  );
}

export type Note = { id: number; at: Date; data: { text?: string; user?: string | null } };

/** What its source noted on an alert, oldest first; the latest 100. */
export async function listNotes(db: Queryable, alertId: number): Promise<Note[]> {
  const found = await rows<Note>(
    db,
    `select id, at, data from events where subject_kind = 'alert' and subject_id = $1 and kind = 'alert.noted'
     order by id desc limit 100`,
    [alertId],
  );
  return found.reverse();
}

export type KeptRequest = { receivedAt: Date; request: unknown; body: Buffer; isAbsorbed: boolean };

/** A request of the source in the log, and whether alerts have been made of it. */
export function loadRequest(
  db: Queryable,
  sourceId: number,
  { logId, seq }: { logId: number; seq: number },
): Promise<KeptRequest | null> {
  return row(
    db,
    `select s.received_at, s.request, s.body, coalesce(c.absorbed_seq >= s.seq, true) as is_absorbed
     from signals s left join signal_cursors c on c.log_id = s.log_id
     where s.log_id = $2 and s.seq = $3 and s.source_id = $1`,
    [sourceId, logId, seq],
  );
}

export type KeptOutcome = { state: 'pending' | 'done' | 'refused'; outcome: string | null };

/** What became of what the request at this place asked of whoever responds. */
export function loadOutcome(
  db: Queryable,
  sourceId: number,
  { logId, seq }: { logId: number; seq: number },
): Promise<KeptOutcome | null> {
  return row(
    db,
    'select state, outcome from sender_requests where log_id = $2 and seq = $3 and source_id = $1 order by id desc limit 1',
    [sourceId, logId, seq],
  );
}
