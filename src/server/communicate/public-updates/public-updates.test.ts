import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/communicate/public-updates.ts';
import { createService } from '../../../contract/directory/services.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { declare, openStatusPage } from '../world-for-tests.ts';

const read = async (url: string) => (await fetch(url)).text();

test('a responder drafts, and only the commander publishes', async () => {
  const server = await startTestServer();
  const { admin, url } = server;
  const [checkout] = await openStatusPage(admin);
  const id = await declare(admin);
  const drafter = await signInAs(server, 'responder', 'Dora Drafter');
  const commander = await signInAs(server, 'responder', 'Cara Commander');
  const body = {
    situation: 'investigating' as const,
    values: { title: 'Slow checkout', effect: 'slow payments' },
    components: [{ componentId: checkout!, state: 'degraded' as const }],
  };
  const draft = await drafter.browser.call(contract.draftPublicUpdate, { params: { id }, body });
  expect(draft).toMatchObject({ state: 'draft', status: 'investigating', findings: [] });
  expect(draft.nextUpdateAt).not.toBeNull();
  expect(await read(`${url}/status`)).not.toContain('Slow checkout');

  const publish = { params: { id: draft.id }, body: { version: draft.version } };
  await expect(drafter.browser.call(contract.publishPublicUpdate, publish)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await commander.browser.call(takeIncidentRole, { params: { id }, body: { role: 'commander' } });
  await expect(admin.call(contract.publishPublicUpdate, publish)).rejects.toMatchObject({ code: 'forbidden' });
  const published = await commander.browser.call(contract.publishPublicUpdate, publish);
  expect(published).toMatchObject({
    state: 'published',
    draftedBy: { name: 'Dora Drafter' },
    publishedBy: { name: 'Cara Commander' },
  });
  expect(await read(`${url}/status`)).toContain('Slow checkout');

  const room = await admin.call(getIncident, { params: { id } });
  expect(room.instants.firstPublicAt).not.toBeNull();
  expect(room.updates).toMatchObject([{ audience: 'public', status: 'investigating' }]);
  await expect(commander.browser.call(contract.publishPublicUpdate, publish)).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('of two who publish one draft at once, one does', async () => {
  const { admin } = await startTestServer();
  await openStatusPage(admin);
  const id = await declare(admin);
  const draft = await admin.call(contract.draftPublicUpdate, { params: { id }, body: { situation: 'monitoring' } });
  const publish = () =>
    admin.call(contract.publishPublicUpdate, { params: { id: draft.id }, body: { version: draft.version } });
  const results = await Promise.allSettled([publish(), publish(), publish()]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  const room = await admin.call(getIncident, { params: { id } });
  expect(room.updates.filter(({ audience }) => audience === 'public')).toHaveLength(1);
});

test('what the leak check points at is published only when it was accepted', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await openStatusPage(admin);
  await admin.call(createService, { body: { slug: 'orders-db-writer', name: 'Orders DB writer' } });
  await signInAs(server, 'viewer', 'Wilhelmina Quist');
  const id = await declare(admin);
  const draft = await admin.call(contract.draftPublicUpdate, {
    params: { id },
    body: {
      situation: 'identified',
      title: 'orders-db-writer is down',
      body: 'Wilhelmina restarts db-07.internal; it will be fixed in 20 minutes.',
    },
  });
  expect(draft.findings.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
    'title internal-name',
    'body person',
    'body host',
    'body promise',
  ]);
  const params = { id: draft.id };
  await expect(
    admin.call(contract.publishPublicUpdate, { params, body: { version: draft.version } }),
  ).rejects.toMatchObject({
    code: 'state_conflict',
    errors: expect.arrayContaining([{ path: 'title', message: expect.stringContaining('orders-db-writer') }]),
  });

  const edit = { status: 'identified' as const, title: 'Orders fail', body: 'We know why and work on it.' };
  const edited = await admin.call(contract.editPublicUpdate, { params, body: edit }, { ifMatch: draft.version });
  expect(edited.findings).toEqual([]);
  await expect(
    admin.call(contract.publishPublicUpdate, { params, body: { version: draft.version } }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
  const published = await admin.call(contract.publishPublicUpdate, { params, body: { version: edited.version } });
  expect(published.state).toBe('published');

  const loud = await admin.call(contract.draftPublicUpdate, {
    params: { id },
    body: { situation: 'identified', body: 'A total outage.' },
  });
  const body = { version: loud.version, acceptFindings: true };
  expect((await admin.call(contract.publishPublicUpdate, { params: { id: loud.id }, body })).state).toBe('published');
});

test('the words of a drill are drafted and never published, and nobody is promised an update in the past, nor told of unknown components', async () => {
  const { admin } = await startTestServer();
  const [checkout] = await openStatusPage(admin);
  const drill = await declare(admin, 'A drill', { kind: 'drill' });
  const draft = (id: number, more: object) =>
    admin.call(contract.draftPublicUpdate, { params: { id }, body: { situation: 'identified', ...more } });
  const practised = await draft(drill, {});
  const approval = { version: practised.version, acceptFindings: true };
  await expect(
    admin.call(contract.publishPublicUpdate, { params: { id: practised.id }, body: approval }),
  ).rejects.toMatchObject({ code: 'state_conflict', message: expect.stringContaining('nothing is published') });
  const test = await declare(admin, 'A test', { kind: 'test' });
  await expect(draft(test, {})).rejects.toMatchObject({ code: 'state_conflict' });
  const id = await declare(admin);
  await expect(draft(id, { nextUpdateAt: '2001-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'invalid_input' });
  const twice = [
    { componentId: checkout, state: 'major' },
    { componentId: checkout, state: 'degraded' },
  ];
  await expect(draft(id, { components: twice })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(draft(id, { components: [{ componentId: 999_999, state: 'major' }] })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(draft(999_999, {})).rejects.toMatchObject({ code: 'not_found' });
});

test('values typed for the public are remembered by the next draft, and a draft can be thrown away', async () => {
  const { admin } = await startTestServer();
  const [checkout] = await openStatusPage(admin);
  const id = await declare(admin);
  const draft = (body: object) =>
    admin.call(contract.draftPublicUpdate, { params: { id }, body: { situation: 'identified', ...body } as never });
  const first = await draft({
    values: { title: 'Slow checkout', effect: 'slow payments', workaround: 'pay by invoice' },
    components: [{ componentId: checkout, state: 'degraded' }],
  });
  expect(first.body).toContain('pay by invoice');
  expect((await admin.call(contract.discardPublicUpdate, { params: { id: first.id } })).state).toBe('discarded');
  const second = await draft({ values: { workaround: 'pay later' } });
  expect(second.title).toContain('Slow checkout');
  expect(second.body).toContain('slow payments');
  expect(second.body).toContain('pay later');
  const listed = await admin.call(contract.listPublicUpdates, { params: { id } });
  expect(listed.items.map((one) => one.id)).toEqual([second.id]);
});
