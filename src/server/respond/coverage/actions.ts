import { problem } from '../../../contract/errors.ts';
import type { CoverageHole, CoverageKind } from '../../../contract/respond/coverage.ts';
import { severities } from '../../../domain/severity.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listUnpagedIncidents } from '../incidents/incident/unpaged.ts';
import { type Facts, loadFacts } from './facts.ts';
import { judge } from './judge.ts';

export const mostHoles = 200;

/** Who would be paged now through one thing. @throws Problem `not_found` */
export async function readCoverage(db: Queryable, hasMail: boolean, kind: CoverageKind, id: number) {
  const found = judge(await loadFacts(db, hasMail), kind, id);
  if (!found) throw problem('not_found', `No ${kind} has the id ${id}.`);
  return found;
}

/** Every hole of the installation, those that are open now first; at most `mostHoles`. */
export async function listHoles(db: Queryable, hasMail: boolean) {
  const facts = await loadFacts(db, hasMail);
  const incidents = (await listUnpagedIncidents(db)).map(
    ({ id, key, sentence }): CoverageHole => ({
      subject: { kind: 'incident', id, name: key },
      reach: 'nobody',
      sentence: `${key}: ${sentence}`,
      mend: { text: 'Page someone into the incident.', path: `/incidents/${key.replace(/^\D+/, '')}` },
    }),
  );
  const found = [...incidents, ...holesOf(facts)];
  const order = { nobody: 0, later: 1, partly: 2 };
  found.sort((one, other) => order[one.reach] - order[other.reach]);
  return {
    checkedAt: new Date(facts.nowMs),
    items: found.slice(0, mostHoles),
    isComplete: found.length <= mostHoles,
  };
}

/** Holes of everything that pages; what nothing uses is a lesser matter. */
export function holesOf(facts: Facts): CoverageHole[] {
  const { services, policies, schedules, rulebook } = facts;
  const of = (kind: CoverageKind, ids: Iterable<number>) =>
    [...ids].flatMap((id) => judge(facts, kind, id)?.holes ?? []);
  const inUse = policiesInUse(facts);
  const asked = schedulesAsked(facts);
  return [
    ...of('source', rulebook.sourceById.keys()),
    ...of('service', services.keys()),
    ...of('severity', [...severities]),
    ...of('escalation-policy', policies.keys()).map((hole) => lesser(hole, inUse.has(hole.subject.id!))),
    ...of('schedule', schedules.keys()).map((hole) => lesser(hole, asked.has(hole.subject.id!))),
  ];
}

const lesser = (hole: CoverageHole, isInUse: boolean): CoverageHole =>
  isInUse ? hole : { ...hole, reach: 'partly' as const };

function policiesInUse({ services, matrix, defaultPolicyId }: Facts): Set<number | null> {
  return new Set([
    ...[...services.values()].map(({ policyId }) => policyId),
    ...Object.values(matrix.policies),
    defaultPolicyId,
  ]);
}

/** Schedules that a policy asks. */
function schedulesAsked({ policies }: Facts): Set<number> {
  const asked = new Set<number>();
  for (const { definition } of policies.values()) {
    for (const { kind, id } of definition?.steps.flatMap(({ targets }) => targets) ?? []) {
      if (kind === 'schedule') asked.add(id);
    }
  }
  return asked;
}
