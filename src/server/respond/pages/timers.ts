import { type Database, transaction } from '../../platform/db/database.ts';
import { type Advanced, type AdvanceOptions, advancePages } from './advance.ts';
import { claimDuePages } from './advance-store.ts';

const batchSize = 200;

/** Runs the steps that are due, a batch in one transaction or one by one when `isOneByOne`; any node may do it, none of them twice. */
export async function runDueSteps(
  db: Database,
  isOneByOne: boolean,
  observeLateness: (seconds: number) => void,
  { claim, hasMail }: Pick<AdvanceOptions, 'claim' | 'hasMail'> = {},
): Promise<Advanced & { taken: number }> {
  const lateness: number[] = [];
  const result = await transaction(db, async (tx) => {
    lateness.length = 0;
    const pages = await claimDuePages(tx, isOneByOne ? 1 : batchSize, isOneByOne);
    if (pages.length === 0) return { taken: 0, dueNow: 0, isLoud: false };
    for (const page of pages) lateness.push(page.latenessSeconds);
    return { taken: pages.length, ...(await advancePages(tx, pages, pages[0]!.now, { claim, hasMail })) };
  });
  for (const seconds of lateness) observeLateness(seconds);
  return result;
}
