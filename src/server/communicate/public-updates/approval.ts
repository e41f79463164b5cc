import { type Actor, personIdOf } from '../../platform/auth/actor.ts';

/** Whoever commands approves what the public reads; an administrator only while nobody commands. */
export function mayApprove(actor: Actor, commanderId: number | null): boolean {
  if (commanderId !== null) return personIdOf(actor) === commanderId;
  return actor.kind === 'bootstrap' || ('role' in actor && actor.role === 'admin');
}
