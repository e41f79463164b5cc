import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { createSource, readSourceSetup } from '../../../contract/detect/sources.ts';
import { listContactMethodsOf, listMyContactMethods } from '../../../contract/directory/contact-methods.ts';
import { invitePerson } from '../../../contract/directory/people.ts';
import { readMe, signIn, signOut } from '../../../contract/directory/session.ts';
import { requestPasswordReset } from '../../../contract/directory/setup.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { exportConfiguration } from '../../../contract/platform/configuration.ts';
import { readMetrics } from '../../../contract/platform/platform.ts';
import { listSecurityEvents } from '../../../contract/platform/security-events.ts';

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

test('reading secrets and making links into accounts leaves a row that names who did it, and no secret', async () => {
  const mail = await startSmtpSink();
  onTestFinished(mail.stop);
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  const { id: adminId, browser } = await signInAs(server, 'admin', 'Ada');
  const { id, email, browser: own } = await signInAs(server, 'viewer', 'Vi');
  const source = await browser.call(createSource, { body: { type: 'generic', slug: 's', name: 'S' } });
  const { key } = await browser.call(readSourceSetup, { params: { id: source.id } });
  await browser.call(exportConfiguration, { query: {} });
  await browser.call(exportConfiguration, { query: { secrets: 'true' } });
  await own.call(listMyContactMethods, {});
  await browser.call(listContactMethodsOf, { params: { id } });
  const { link } = await browser.call(invitePerson, { params: { id } });
  await server.as().call(requestPasswordReset, { body: { email } });

  const byAda = { personId: adminId, personName: 'Ada', count: 1, network: '127.0.0.1' };
  const kinds = ['source_key.read', 'configuration.exported', 'contact_methods.read', 'access_link.made'];
  const rows = async () =>
    (await server.admin.call(listSecurityEvents, {})).items.filter(
      ({ kind, personId }) => kinds.includes(kind) && (personId === adminId || personId === null),
    );
  await eventually(async () => (await rows()).some(({ subject }) => subject === `password link of person ${id}`));
  const noted = await rows();
  expect(noted).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...byAda, kind: 'source_key.read', subject: `source ${source.id}` }),
      expect.objectContaining({ ...byAda, kind: 'configuration.exported', subject: 'with secrets' }),
      expect.objectContaining({ ...byAda, kind: 'contact_methods.read', subject: `person ${id}` }),
      expect.objectContaining({ ...byAda, kind: 'access_link.made', subject: `invitation of person ${id}` }),
    ]),
  );
  expect(noted.filter(({ personId }) => personId === adminId)).toHaveLength(4);
  const text = JSON.stringify(noted);
  expect(text).not.toContain(key);
  expect(text).not.toContain(link.split('#')[1]);
});
