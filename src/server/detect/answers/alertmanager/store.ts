import type { ConditionsInput } from '../../../../contract/detect/conditions.ts';
import { type Queryable, rows } from '../../../platform/db/database.ts';

export type OpenAlert = {
  id: number;
  dedupHash: string;
  title: string;
  description: string;
  labels: Record<string, string>;
  links: { href: string; text: string }[];
  triggeredAt: Date;
  lastSignalAt: Date;
  expiresAt: Date | null;
  isSuppressed: boolean;
};

/** Of one answer. */
const maxAlerts = 2_000;

/** The open alerts of a source, newest first. */
export function listOpenAlerts(db: Queryable, sourceId: number): Promise<OpenAlert[]> {
  return rows(
    db,
    `select id, encode(dedup_hash, 'hex') as dedup_hash, title, description, labels, links, triggered_at, last_signal_at,
       expires_at, suppressed_reason is not null as is_suppressed
     from alerts where source_id = $1 and state <> 'resolved' order by id desc limit ${maxAlerts}`,
    [sourceId],
  );
}

export type SilenceWindow = {
  id: number;
  title: string;
  startsAt: Date;
  endsAt: Date;
  condition: ConditionsInput | null;
  createdAt: Date;
  state: 'active' | 'pending' | 'expired';
};

const maxSilences = 500;

/** The windows that the key of this source has made, newest first; all or the one. */
export function listSilences(db: Queryable, sourceId: number, id: number | null): Promise<SilenceWindow[]> {
  return rows(
    db,
    `select id, title, starts_at, least(ends_at, coalesce(canceled_at, ends_at)) as ends_at, condition, created_at,
       case when canceled_at is not null or ends_at <= evenkeel.now() then 'expired'
         when starts_at > evenkeel.now() then 'pending' else 'active' end as state
     from maintenance_windows where created_by->>'sourceId' = $1::text and created_by ? 'sourceId'
       and ($2::bigint is null or id = $2) order by id desc limit ${maxSilences}`,
    [String(sourceId), id],
  );
}
