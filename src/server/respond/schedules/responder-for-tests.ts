import { randomUUID } from 'node:crypto';
import type { TestServer } from '../../../../test/harness/server.ts';
import { hashToken } from '../../platform/auth/authenticate.ts';

/** A responder with a token, for what a person does on their own behalf. */
export async function addResponder({ db, as }: TestServer, name: string) {
  const token = randomUUID();
  const made = await db.query<{ id: number }>('insert into people (email, name) values ($1, $2) returning id', [
    `${randomUUID()}@example.org`,
    name,
  ]);
  const personId = made.rows[0]!.id;
  await db.query(
    "insert into api_tokens (person_id, name, token_hash, hint, permissions) values ($1, 'test', $2, '', $3)",
    [personId, hashToken(token), ['signed-in', 'oncall.read', 'oncall.override']],
  );
  return { personId, client: as(token) };
}
