import type { FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { networkOf } from '../../platform/auth/network.ts';
import { granted } from '../../platform/auth/roles/granted.ts';
import { refuseCrossSite } from '../../platform/auth/same-origin.ts';
import type { SignIn } from '../../platform/auth/sign-in.ts';
import type { Database } from '../../platform/db/database.ts';
import { deviceOf } from '../../platform/security/log.ts';
import { type LiveSession, loadSession, touchSession } from './store.ts';

export type Sessions = {
  /**
   * Who the browser's cookie stands for, or null. Read from the database each time, so that an ended session is over on
   * every node with the next request. @throws Problem `forbidden` for a write that another site has caused
   */
  read(request: FastifyRequest): Promise<Actor | null>;
  /** The id of the session that `read` found for this request, or null. */
  idOf(request: FastifyRequest): string | null;
  /** @throws Problem `confirmation_required` when the person has not proved lately that it is them */
  requireConfirmed(request: FastifyRequest): void;
};

/** Where a request comes from, as the list of sessions shows it. */
export const originOf = (request: FastifyRequest) => ({
  network: networkOf(request.ip),
  device: deviceOf(request),
});

export function createSessions(db: Database, signIn: SignIn, publicUrl: string | undefined): Sessions {
  const found = new WeakMap<FastifyRequest, LiveSession>();
  return {
    async read(request) {
      const token = signIn.sessionToken(request);
      if (token === null) return null;
      const session = await loadSession(db, token);
      if (!session) return null;
      refuseCrossSite(request, publicUrl);
      found.set(request, session);
      if (session.isStale) await touchSession(db, session.sessionId, originOf(request));
      const { personId, name, role } = session;
      return { kind: 'person', personId, name, role, [granted]: session.granted };
    },
    idOf: (request) => found.get(request)?.sessionId ?? null,
    requireConfirmed(request) {
      if (found.get(request)?.isConfirmed === false)
        throw problem('confirmation_required', 'Confirm your identity to continue.');
    },
  };
}
