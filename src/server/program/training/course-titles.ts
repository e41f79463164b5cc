/** The courses, as what builds on certificates knows them: by key and title; also those that are archived. */
import type { Queryable } from '../../platform/db/database.ts';
import { listDocuments } from '../documents/actions.ts';

/** Those that somebody can take now. */
export async function usableCourses(db: Queryable): Promise<ReadonlySet<string>> {
  const { items } = await listDocuments({ db }, 'course');
  return new Set(items.filter(({ isArchived }) => !isArchived).map(({ key }) => key));
}

export async function courseTitles(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const { items } = await listDocuments({ db }, 'course');
  return new Map(items.map(({ key, title }) => [key, title]));
}
