import type { FastifyRequest } from 'fastify';
import type { Actor } from '../platform/auth/actor.ts';
import type { Platform, Stage } from '../stage.ts';
import { teamRoutes } from './teams/routes.ts';

export type DirectoryStage = Stage & {
  session: (request: FastifyRequest) => Promise<Actor | null>;
  /** The token of the set-up link while nobody has set up this installation, else null. */
  setupToken: () => Promise<string | null>;
};

export async function startDirectory(_platform: Platform): Promise<DirectoryStage> {
  return { routes: [...teamRoutes], session: async () => null, setupToken: async () => null };
}
