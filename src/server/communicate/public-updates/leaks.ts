/** The leak check with what this installation knows: its services, its people, its public names. */
import {
  checkForLeaks,
  type LeakContext,
  type LeakFinding,
  namesToKeep,
} from '../../../domain/communicate/leak-check.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readUrl } from '../../platform/url.ts';
import { loadInternalNames, loadPublicNames } from './store.ts';

/** First names that are words as well: on their own they say nothing about a person. */
const firstNamesThatAreWords = new Set(
  'ace art bill chance chase dawn dean drew faith frank gene grace grant guy hope jack joy june april august lane mark max may miles page pat ray reed rich rob rose sky sue summer will wade'.split(
    ' ',
  ),
);

export type Finding = LeakFinding & { field: 'title' | 'body' };

export type LeakChecker = (text: { title: string; body: string; fullImpact: boolean }) => Finding[];

/** @param publicUrl its host is known to the public */
export async function loadLeakChecker(db: Queryable, publicUrl: string): Promise<LeakChecker> {
  const { slugs, people } = await loadInternalNames(db);
  const publicNames = await loadPublicNames(db);
  const url = readUrl(publicUrl);
  if (url) publicNames.push(url.hostname, url.host);
  const context: Omit<LeakContext, 'fullImpact'> = {
    names: namesToKeep(people.flatMap(spokenNames), slugs),
    publicNames,
  };
  return ({ title, body, fullImpact }) =>
    (['title', 'body'] as const).flatMap((field) =>
      checkForLeaks(field === 'title' ? title : body, { ...context, fullImpact }).map((finding) => ({
        ...finding,
        field,
      })),
    );
}

/** The whole name, and the first name where it can only be a name. */
function spokenNames(name: string): string[] {
  const first = name.trim().split(/\s+/)[0] ?? '';
  return first.length > 2 && !firstNamesThatAreWords.has(first.toLowerCase()) ? [name, first] : [name];
}
