import { problem } from '../../contract/errors.ts';
import { type Actor, personIdOf } from './auth/actor.ts';
import type { Database, Transaction } from './db/database.ts';

/** What every action receives: who asks, and where the rows are. Passed explicitly, never ambient. */
export type Context = { db: Database | Transaction; actor: Actor };

/** The person who asks; refuses automation where something personal is meant. */
export function requirePerson(ctx: Context): number {
  const personId = personIdOf(ctx.actor);
  if (personId === null) throw problem('forbidden', 'This belongs to a person; sign in as one.');
  return personId;
}
