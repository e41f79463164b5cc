import { problem } from '../../../contract/errors.ts';
import type { Attendee, AttendeeInput } from '../../../contract/program/reviews.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listAccounts } from './facts-store.ts';

/**
 * Attendees with what is known of them: whoever has an account, by id or by address, is named as the account is, and without
 * a department by a team of theirs. Each account once.
 * @throws Problem `invalid_input` for a person who does not exist
 */
export async function knownAttendees(db: Queryable, attendees: readonly AttendeeInput[]): Promise<Attendee[]> {
  const ids = attendees.flatMap(({ personId }) => personId ?? []);
  const accounts = await listAccounts(
    db,
    ids,
    attendees.flatMap(({ email }) => email?.toLowerCase() ?? []),
  );
  const known: Attendee[] = [];
  for (const [place, { name, department, personId, email }] of attendees.entries()) {
    const account = accounts.find(({ id, email: of }) =>
      personId === null ? of.toLowerCase() === email?.toLowerCase() : id === personId,
    );
    if (personId !== null && !account) {
      const message = 'This person does not exist.';
      throw problem('invalid_input', message, [{ path: `body.attendees.${place}.personId`, message }]);
    }
    if (account && known.some((other) => other.personId === account.id)) continue;
    known.push(
      account
        ? { name: account.name, department: department || (account.teamName ?? ''), personId: account.id, email: null }
        : { name, department, personId: null, email },
    );
  }
  return known;
}
