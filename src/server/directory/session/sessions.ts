import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/auth/actor.ts';
import { refuseCrossSite } from '../../platform/auth/same-origin.ts';
import type { SignIn } from '../../platform/auth/sign-in.ts';
import type { Database } from '../../platform/db/database.ts';
import { loadSessionPerson } from './store.ts';

/**
 * Who the browser's cookie stands for, or null. Read from the database each time, so that an ended session is over
 * on every node with the next request. @throws Problem `forbidden` for a write that another site has caused
 */
export function sessionReader(db: Database, signIn: SignIn, publicUrl: string | undefined) {
  return async (request: FastifyRequest): Promise<Actor | null> => {
    const token = signIn.sessionToken(request);
    if (token === null) return null;
    const person = await loadSessionPerson(db, token);
    if (!person) return null;
    refuseCrossSite(request, publicUrl);
    return { kind: 'person', ...person };
  };
}
