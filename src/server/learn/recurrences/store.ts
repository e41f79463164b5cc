import type { LikenessPart, LikenessReason } from '../../../domain/learn/recurrence.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

/** Why they look alike; `person` when nothing does and somebody knows better. */
export type Basis = Omit<LikenessPart, 'reason'> & { reason: LikenessReason | 'person' };

export type RecurrenceRow = {
  otherId: number;
  otherTitle: string;
  otherSeverity: number;
  otherDeclaredAt: Date;
  otherResolvedAt: Date | null;
  state: 'suggested' | 'confirmed' | 'dismissed';
  score: number;
  reasons: Basis[];
  note: string;
  decidedAt: Date | null;
  decidedBy: { kind: string; name: string } | null;
};

const columns = `r.state, r.score, r.reasons, r.note, r.decided_at, r.decided_by, i.id as other_id,
  i.title as other_title, i.severity as other_severity, i.declared_at as other_declared_at,
  i.resolved_at as other_resolved_at`;

/** What an incident repeats or may repeat, confirmed ones first. */
export function listEarlier(db: Queryable, incidentId: number): Promise<RecurrenceRow[]> {
  return rows(
    db,
    `select ${columns} from recurrences r join incidents i on i.id = r.earlier_incident_id where r.incident_id = $1
     order by array_position(array['confirmed', 'suggested', 'dismissed'], r.state), r.score desc, i.declared_at desc
     limit 20`,
    [incidentId],
  );
}

/** Confirmed returns of an incident, newest first. */
export function listLater(db: Queryable, incidentId: number): Promise<RecurrenceRow[]> {
  return rows(
    db,
    `select ${columns} from recurrences r join incidents i on i.id = r.incident_id
     where r.earlier_incident_id = $1 and r.state = 'confirmed' order by i.declared_at desc limit 20`,
    [incidentId],
  );
}

export async function isConfirmedRecurrence(db: Queryable, incidentId: number): Promise<boolean> {
  return (
    (await row(db, `select from recurrences where incident_id = $1 and state = 'confirmed' limit 1`, [incidentId])) !==
    null
  );
}

/** Stores these as the suggestions; what a person has decided stays. Returns the earlier incidents that are new. */
export async function replaceSuggestions(
  tx: Queryable,
  incidentId: number,
  suggestions: { earlierId: number; score: number; reasons: Basis[] }[],
): Promise<number[]> {
  const earlierIds = suggestions.map(({ earlierId }) => earlierId);
  await run(
    tx,
    `delete from recurrences where incident_id = $1 and state = 'suggested' and earlier_incident_id <> all ($2::bigint[])`,
    [incidentId, earlierIds],
  );
  const stored = await rows<{ earlierIncidentId: number; isNew: boolean }>(
    tx,
    `insert into recurrences as r (incident_id, earlier_incident_id, state, score, reasons)
     select $1, u.earlier_id, 'suggested', u.score, u.reasons
     from unnest($2::bigint[], $3::int[], $4::jsonb[]) u (earlier_id, score, reasons)
     on conflict (incident_id, earlier_incident_id) do update set score = excluded.score, reasons = excluded.reasons
       where r.state = 'suggested' and (r.score, r.reasons) is distinct from (excluded.score, excluded.reasons)
     returning earlier_incident_id, xmax = 0 as is_new`,
    [
      incidentId,
      earlierIds,
      suggestions.map(({ score }) => score),
      suggestions.map(({ reasons }) => JSON.stringify(reasons)),
    ],
  );
  return stored.filter(({ isNew }) => isNew).map(({ earlierIncidentId }) => earlierIncidentId);
}

export async function loadDecision(
  db: Queryable,
  incidentId: number,
  earlierId: number,
): Promise<{ state: RecurrenceRow['state']; score: number; reasons: Basis[] } | null> {
  return row(
    db,
    'select state, score, reasons from recurrences where incident_id = $1 and earlier_incident_id = $2 for update',
    [incidentId, earlierId],
  );
}

export async function storeDecision(
  tx: Queryable,
  decision: {
    incidentId: number;
    earlierId: number;
    verdict: 'confirmed' | 'dismissed';
    score: number;
    reasons: Basis[];
    note: string;
    decidedBy: unknown;
  },
): Promise<void> {
  await run(
    tx,
    `insert into recurrences (incident_id, earlier_incident_id, state, score, reasons, note, decided_at, decided_by)
     values ($1, $2, $3, $4, $5, $6, evenkeel.now(), $7)
     on conflict (incident_id, earlier_incident_id) do update set state = excluded.state, note = excluded.note,
       decided_at = excluded.decided_at, decided_by = excluded.decided_by`,
    [
      decision.incidentId,
      decision.earlierId,
      decision.verdict,
      decision.score,
      JSON.stringify(decision.reasons),
      decision.note,
      JSON.stringify(decision.decidedBy),
    ],
  );
}
