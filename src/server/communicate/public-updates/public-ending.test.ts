import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/communicate/public-updates.ts';
import { updateStatusPage } from '../../../contract/communicate/status-page.ts';
import { moveIncident } from '../../../contract/respond/incidents/changes.ts';
import { listIncidents } from '../../../contract/respond/incidents/incident.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { declare, openStatusPage, publish } from '../world-for-tests.ts';

const to = (lifecycle: 'resolved' | 'closed', more = {}) => ({ to: lifecycle, reason: 'It is over.', ...more });

test('an incident does not end while customers are told that it goes on, unless that is what is wanted', async () => {
  const { admin } = await startTestServer();
  const [checkout] = await openStatusPage(admin);
  const id = await declare(admin);
  const params = { id };
  await publish(admin, id, { components: [{ componentId: checkout, state: 'major' }] });
  await expect(admin.call(moveIncident, { params, body: to('resolved') })).rejects.toMatchObject({
    code: 'state_conflict',
    message: expect.stringContaining('Customers were last told'),
  });
  expect((await admin.call(getIncident, { params })).lifecycle).toBe('triage');

  const left = await admin.call(moveIncident, { params, body: to('resolved', { leavePublicOpen: true }) });
  expect(left).toMatchObject({ lifecycle: 'resolved', publicStatus: 'investigating' });
  const told = () => admin.call(listIncidents, { query: { publicStatus: 'open' } });
  expect((await told()).items).toMatchObject([{ id, lifecycle: 'resolved' }]);
  // What was promised to customers stays owed.
  expect(left.timers.map(({ key }) => key)).toContain('public-update');

  await publish(admin, id, { situation: 'resolved' });
  const room = await admin.call(getIncident, { params });
  expect(room).toMatchObject({ publicStatus: 'resolved', timers: [] });
  expect((await told()).items).toEqual([]);
  await admin.call(moveIncident, { params, body: to('closed') });
});

test('an incident of which customers know nothing, or know that it is over, ends without a question', async () => {
  const { admin } = await startTestServer();
  await openStatusPage(admin);
  const silent = await declare(admin);
  await admin.call(moveIncident, { params: { id: silent }, body: to('resolved') });
  const told = await declare(admin);
  await publish(admin, told, {});
  await publish(admin, told, { situation: 'resolved' });
  await admin.call(moveIncident, { params: { id: told }, body: to('resolved') });
});

test('a status page that is off publishes nothing and stops no clock', async () => {
  const { admin } = await startTestServer();
  await openStatusPage(admin);
  await admin.call(updateStatusPage, { body: { title: 'Shop status', enabled: false } });
  const id = await declare(admin);
  await expect(publish(admin, id, {})).rejects.toMatchObject({
    code: 'state_conflict',
    message: expect.stringContaining('The status page is off'),
  });
  const room = await admin.call(getIncident, { params: { id } });
  expect(room).toMatchObject({ publicStatus: null, updates: [], instants: { firstPublicAt: null } });
  const known = await admin.call(contract.getPublicIncident, { params: { id } });
  expect(known).toMatchObject({ isPageOn: false, address: null, status: null });
});

test('the next draft starts from what customers know: its title, its words and the states of its components', async () => {
  const { admin } = await startTestServer();
  const [checkout, search] = await openStatusPage(admin);
  const id = await declare(admin);
  const params = { id };
  const effect = 'payments that are declined';
  const components = [
    { componentId: checkout!, state: 'major' as const },
    { componentId: search!, state: 'degraded' as const },
  ];
  await publish(admin, id, { values: { title: 'Payments', effect }, components });
  await publish(admin, id, { components: [{ componentId: search!, state: 'operational' }] });
  expect(await admin.call(contract.getPublicIncident, { params })).toMatchObject({
    status: 'investigating',
    title: 'Payments',
    values: { title: 'Payments', effect },
    components: [
      { componentId: checkout, state: 'major' },
      { componentId: search, state: 'operational' },
    ],
  });
  const next = await admin.call(contract.draftPublicUpdate, { params, body: { situation: 'identified' } });
  expect(next.title).toBe('Payments');
  expect(next.body).toContain(effect);
});
