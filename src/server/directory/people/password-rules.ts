/** What a password must not be. Length does the work; this keeps out what guessers try first. */
import { problem } from '../../../contract/errors.ts';
import { weaknessOf } from '../../platform/auth/weak-secret.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadPerson } from './store.ts';

/** @throws Problem `invalid_input` for one that is known to everybody or says who they are */
export async function refuseWeakPassword(
  db: Queryable,
  personId: number,
  password: string,
  path = 'body.password',
  newName = '',
): Promise<void> {
  const person = await loadPerson(db, personId);
  refuseWeak(password, [person?.name ?? '', person?.email ?? '', newName], path);
}

/** As `refuseWeakPassword`, with what is known of the person. */
export function refuseWeak(password: string, about: string[], path: string): void {
  const weakness = weaknessOf(password, about);
  if (weakness !== null) throw problem('invalid_input', undefined, [{ path, message: weakness }]);
}
