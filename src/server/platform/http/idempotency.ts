/**
 * Idempotency-Key: a POST that is sent again with the same key gets the first answer, not a second effect.
 * The key is claimed before the work and filled in after it; a crash between leaves it claimed, so the
 * caller learns that the outcome is unknown instead of doing it twice.
 */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { problem } from '../../../contract/errors.ts';
import type { Actor } from '../auth/actor.ts';
import { type Database, row, run } from '../db/database.ts';

type Answer = { status: number; output: unknown };

export async function withIdempotency(
  db: Database,
  actor: Actor,
  endpoint: Endpoint,
  request: FastifyRequest,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (endpoint.method !== 'POST' || endpoint.answersSecret || typeof key !== 'string') return answer();
  if (actor.kind === 'anonymous') return answer();
  if (key.length === 0 || key.length > 200)
    throw problem('invalid_input', 'Idempotency-Key must have 1 to 200 characters.');
  const owner = ownerOf(actor);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([endpoint.name, request.params, request.query, request.body ?? null]))
    .digest('hex');
  const claimed = await run(
    db,
    'insert into idempotency_keys (actor, key, fingerprint) values ($1, $2, $3) on conflict do nothing',
    [owner, key, fingerprint],
  );
  if (claimed === 0) return replay(db, owner, key, fingerprint);
  try {
    const result = await answer();
    await run(db, 'update idempotency_keys set status = $3, body = $4 where actor = $1 and key = $2', [
      owner,
      key,
      result.status,
      JSON.stringify(result.output) ?? null,
    ]);
    return result;
  } catch (error) {
    // Nothing happened, so the same key may be tried again.
    await run(db, 'delete from idempotency_keys where actor = $1 and key = $2', [owner, key]);
    throw error;
  }
}

async function replay(db: Database, owner: string, key: string, fingerprint: string): Promise<Answer> {
  const found = await row<{ fingerprint: string; status: number | null; body: string | null }>(
    db,
    'select fingerprint, status, body from idempotency_keys where actor = $1 and key = $2',
    [owner, key],
  );
  if (found && found.fingerprint !== fingerprint) throw problem('idempotency_key_reused');
  if (!found || found.status === null) throw problem('idempotency_key_in_progress');
  return { status: found.status, output: found.body === null ? undefined : JSON.parse(found.body) };
}

function ownerOf(actor: Actor): string {
  return 'personId' in actor ? `${actor.kind}:${actor.personId}` : actor.kind;
}
