/** Practice in a sandbox tells nobody outside: events of its alerts, pages, incidents and drill are kept. */
import type { Queryable } from '../platform/db/database.ts';
import { sandboxesOfDrills } from '../program/drills/actions.ts';
import { hasSandboxes, sandboxesOf } from '../respond/sandbox/actions.ts';

type About = { subjectKind: string; subjectId: number | null };

/** Kinds of subjects whose id is that of an incident. What is to be done afterwards is real work and is told. */
const ofIncidents: readonly string[] = ['incident', 'postmortem', 'recurrence'];

export type SandboxOf = (about: About) => number | null;

/** The sandbox of what each of these is about; null for everything that is told. */
export async function findSandboxes(tx: Queryable, all: readonly About[]): Promise<SandboxOf> {
  // Where nobody practises so, a storm of events costs no query each.
  if (!(await hasSandboxes(tx))) return () => null;
  const idsOf = (kinds: readonly string[]) => [
    ...new Set(
      all.flatMap(({ subjectKind, subjectId }) => (kinds.includes(subjectKind) && subjectId ? [subjectId] : [])),
    ),
  ];
  const found = await sandboxesOf(tx, {
    alerts: idsOf(['alert']),
    pages: idsOf(['page']),
    incidents: idsOf(ofIncidents),
  });
  const drills = await sandboxesOfDrills(tx, idsOf(['drill']));
  return ({ subjectKind, subjectId }) => {
    if (subjectId === null) return null;
    if (subjectKind === 'drill') return drills.get(subjectId) ?? null;
    const kind = ofIncidents.includes(subjectKind) ? 'incident' : subjectKind;
    return found.get(`${kind} ${subjectId}`) ?? null;
  };
}
