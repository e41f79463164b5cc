import { expect, test } from 'vitest';
import { openBrowser } from '../../../../test/harness/browser.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { readMetrics } from '../../../contract/platform.ts';
import { listSecurityEvents } from '../../../contract/security-events.ts';
import { readMe, signIn, signOut } from '../../../contract/session.ts';
import { createTeam } from '../../../contract/teams.ts';

test('failed sign-ins, refused tokens and permissions and sign-outs leave one row each, however often', async () => {
  const server = await startTestServer();
  const { id, email, browser } = await signInAs(server, 'viewer', 'Vi');
  const guesser = openBrowser(server.url, { 'user-agent': 'Guesser/1' });
  for (let guess = 0; guess < 3; guess += 1)
    await guesser.call(signIn, { body: { email, password: `guess ${guess}` } }).catch(() => {});
  for (let guess = 0; guess < 5; guess += 1)
    await server
      .as(`ekt_wrong${guess}`)
      .call(readMe, {})
      .catch(() => {});
  await browser.call(createTeam, { body: { slug: 'a', name: 'A' } }).catch(() => {});
  await browser.call(signOut, {});
  const of = async (kind: string) =>
    (await server.admin.call(listSecurityEvents, {})).items.filter((event) => event.kind === kind);
  await eventually(async () => (await of('session.ended')).length === 1);
  expect(await of('sign_in.failed')).toEqual([
    expect.objectContaining({ count: 3, network: '127.0.0.1', device: 'Guesser/1', subject: email }),
  ]);
  expect((await of('token.refused')).map(({ count }) => count)).toEqual([5]);
  expect(await of('permission.refused')).toMatchObject([
    { personId: id, personName: 'Vi', subject: 'POST /api/v1/teams', count: 1 },
  ]);
  expect(await server.admin.call(readMetrics, {})).toContain('evenkeel_security_events_total{kind="sign_in.failed"} 3');
});
