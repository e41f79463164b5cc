/** Turns a request into an actor: a bearer token, the operator's bootstrap token, or a browser session. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import type { Permission, Role } from '../../../contract/permissions.ts';
import { type Database, row } from '../db/database.ts';
import { type Actor, anonymous } from './actor.ts';
import { type GrantedColumn, granted, grantedOf } from './roles/granted.ts';

export type Authenticate = (request: FastifyRequest) => Promise<Actor>;

export type AuthenticateOptions = {
  db: Database;
  adminToken: string | undefined;
  /** Returns the session's person, or null; also refuses cross-site writes. */
  session: (request: FastifyRequest) => Promise<Actor | null>;
};

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export function createAuthenticate({ db, adminToken, session }: AuthenticateOptions): Authenticate {
  const adminHash = adminToken === undefined ? null : hashToken(adminToken);
  return async (request) => {
    const header = request.headers.authorization;
    if (header === undefined) return (await session(request)) ?? anonymous;
    const token = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(header)?.[1];
    if (token === undefined) throw problem('unauthenticated', 'The Authorization header must be a Bearer token.');
    const hash = hashToken(token);
    if (adminHash !== null && timingSafeEqual(hash, adminHash)) return { kind: 'bootstrap', name: 'Admin token' };
    const actor = await tokenActor(db, hash);
    if (!actor) throw problem('unauthenticated', 'This token is no longer valid.');
    return actor;
  };
}

type TokenRow = {
  tokenId: number;
  personId: number;
  name: string;
  role: Role;
  permissions: Permission[];
} & GrantedColumn;

async function tokenActor(db: Database, hash: Buffer): Promise<Actor | null> {
  const found = await row<TokenRow>(
    db,
    `with used as (
       update api_tokens set last_used_at = evenkeel.now()
       where token_hash = $1 and (last_used_at is null or last_used_at < evenkeel.now() - interval '1 minute'))
     select t.id as token_id, p.id as person_id, p.name, p.role, t.permissions, ${grantedOf('p.id')}
     from api_tokens t join people p on p.id = t.person_id
     where t.token_hash = $1 and t.revoked_at is null and p.disabled_at is null
       and (t.expires_at is null or t.expires_at > evenkeel.now())`,
    [hash],
  );
  if (!found) return null;
  const { granted: grants, ...token } = found;
  return { kind: 'token', ...token, [granted]: grants };
}
