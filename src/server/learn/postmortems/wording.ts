import { type BlamelessFinding, blamelessSteps } from '../../../domain/learn/blameless.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { inSteps } from '../../platform/in-steps.ts';
import { listNames } from './wording-store.ts';

/** Wording that blames, with better words. Advisory, and the same for the same text and people. */
export async function checkWording(
  db: Queryable,
  { markdown, isFullImpact }: { markdown: string; isFullImpact: boolean },
): Promise<BlamelessFinding[]> {
  return inSteps(blamelessSteps(markdown, { peopleNames: await listNames(db), fullImpact: isFullImpact }));
}

export async function countFindings(db: Queryable, markdown: string, isFullImpact: boolean): Promise<number> {
  return (await checkWording(db, { markdown, isFullImpact })).length;
}
