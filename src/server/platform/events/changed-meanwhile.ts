import type { NewOrder } from '../../../contract/endpoint.ts';
import { type Problem, problem } from '../../../contract/errors.ts';
import { type KindAbout, kindsAbout, storedKinds, storedSubjects } from '../../../contract/events/catalogue.ts';
import type { SubjectKind } from '../../../contract/events/subjects.ts';
import { type Queryable, row } from '../db/database.ts';

/**
 * What is answered to a change that was made from an older version: `version_mismatch` with who changed the subject last,
 * `changedBy: { kind, name, personId }`, and when, `changedAt`. Without an event that tells, it names nobody.
 * @param kinds only events of these kinds, where others of the subject change something else
 */
export async function changedMeanwhile<About extends SubjectKind>(
  db: Queryable,
  subject: About,
  subjectId: number | null,
  kinds: readonly KindAbout<About>[] = kindsAbout(subject),
): Promise<Problem> {
  const last = await row<{ kind: string; name: string; personId: number | null; at: Date }>(
    db,
    `select actor->>'kind' as kind, actor->>'name' as name, (actor->>'personId')::int as person_id, at
     from events
     where subject_kind = any($1) and ${subjectId === null ? 'subject_id is null and $2::bigint is null' : 'subject_id = $2'}
       and kind = any($3)
     order by id desc limit 1`,
    [storedSubjects(subject), subjectId, storedKinds(kinds)],
  );
  if (!last) return problem('version_mismatch');
  const { at, ...changedBy } = last;
  return problem('version_mismatch', `${last.name} changed this in the meantime.`, [], {
    changedBy,
    changedAt: at.toISOString(),
  });
}

/**
 * Holds a new order to the rows that there are, and to the order that it was made from.
 * @throws Problem `version_mismatch`, or `state_conflict` unless every row is listed once
 */
export function requireOrder(current: readonly number[], { ids, seen }: NewOrder, noun: string): void {
  if (seen && seen.join() !== current.join())
    throw problem('version_mismatch', 'Somebody changed the order in the meantime.');
  const given = new Set(ids);
  if (given.size !== ids.length || ids.length !== current.length || !current.every((id) => given.has(id)))
    throw problem('state_conflict', `List every ${noun} once. Some may have been added or removed in the meantime.`);
}

/** Holds a change to the version it was made from. @throws Problem `version_mismatch` */
export async function requireVersion<About extends SubjectKind>(
  db: Queryable,
  current: { version: number },
  ifMatch: number | undefined,
  ...[subject, subjectId, kinds]: [subject: About, subjectId: number | null, kinds?: readonly KindAbout<About>[]]
): Promise<void> {
  if (ifMatch !== undefined && ifMatch !== current.version) {
    throw await changedMeanwhile(db, subject, subjectId, kinds);
  }
}
