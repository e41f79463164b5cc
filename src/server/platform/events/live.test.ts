import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { addMyContactMethod } from '../../../contract/directory/contact-methods.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { createMyToken } from '../../../contract/directory/tokens.ts';
import type { LiveEvent } from '../../../contract/platform/live.ts';

/** Collects what the stream says to whoever holds the token. */
async function follow(server: TestServer, token: string): Promise<() => string[]> {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/v1/live`, { headers, signal: ended.signal });
  expect(response.status).toBe(200);
  let text = '';
  const read = async () => {
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) text += part;
  };
  read().catch(() => {});
  return () =>
    [...text.matchAll(/^data: (\{"kind".+\})$/gm)].map((found) => {
      const { kind, subjectId } = JSON.parse(found[1]!) as LiveEvent;
      return `${kind} ${subjectId}`;
    });
}

test('the stream tells somebody of their own tokens and contact methods, and others of what everybody may read', async () => {
  const server = await startTestServer();
  const [ada, vi] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'viewer', 'Vi')];
  const permissions = ['signed-in' as const];
  const tokenOf = async ({ browser }: typeof ada) =>
    (await browser.call(createMyToken, { body: { name: 'Stream', permissions } })).token;
  const [toAda, toVi] = [await follow(server, await tokenOf(ada)), await follow(server, await tokenOf(vi))];

  const token = await ada.browser.call(createMyToken, { body: { name: 'Another', permissions } });
  const settings = { address: 'ada@example.org' };
  const method = await ada.browser.call(addMyContactMethod, { body: { channel: 'email', label: 'Work', settings } });
  const team = await server.admin.call(createTeam, { body: { slug: 'a', name: 'A' } });

  await eventually(() => [toAda, toVi].every((heard) => heard().includes(`team.created ${team.id}`)));
  const adas = [`token.created ${token.id}`, `contactMethod.added ${method.id}`];
  expect(toAda()).toEqual(expect.arrayContaining(adas));
  expect(toVi().filter((heard) => adas.includes(heard))).toEqual([]);
});
