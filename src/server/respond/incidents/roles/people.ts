import { problem } from '../../../../contract/errors.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { loadEnabledPerson } from './store.ts';

/** The name of a person who can be given work. @throws Problem `invalid_input` at `path` when there is no such person */
export async function requireEnabledPerson(db: Queryable, id: number, path: string): Promise<string> {
  const found = await loadEnabledPerson(db, id);
  if (found) return found.name;
  throw problem('invalid_input', undefined, [{ path, message: 'There is no such person, or they are disabled.' }]);
}
