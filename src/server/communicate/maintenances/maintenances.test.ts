import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { stopAfterTest } from '../../../../test/harness/stop-after-test.ts';
import * as contract from '../../../contract/status-maintenances.ts';
import { listStatusComponents } from '../../../contract/status-page.ts';
import { mailsTo } from '../subscribers/subscribe-for-tests.ts';
import { openStatusPage } from '../world-for-tests.ts';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

test('announced maintenance begins and ends by the clock, and the page follows by itself', async () => {
  const { url, admin, clock } = await startTestServer();
  const [checkout] = await openStatusPage(admin);
  const body = { title: 'Faster search', startsAt: inHours(1), endsAt: inHours(3), componentIds: [checkout!] };
  const made = await admin.call(contract.createStatusMaintenance, { body });
  expect(made.state).toBe('scheduled');
  const page = async () => (await fetch(`${url}/status`)).text();
  expect(await page()).toContain('Planned maintenance');
  expect(await page()).toContain('All systems work normally.');

  await clock.advance('90 minutes');
  await eventually(async () => (await page()).includes('Checkout is under planned maintenance.'));
  expect((await admin.call(listStatusComponents, {})).items[0]).toMatchObject({ state: 'maintenance' });
  const summary = JSON.parse(await (await fetch(`${url}/status/api/v2/summary.json`)).text());
  expect(summary.scheduled_maintenances).toMatchObject([{ status: 'in_progress', components: [{ id: 'c-checkout' }] }]);

  await clock.advance('2 hours');
  await eventually(async () => (await page()).includes('All systems work normally.'));
  const listed = await admin.call(contract.listStatusMaintenances, {});
  expect(listed.items).toMatchObject([{ state: 'completed' }]);
  await expect(
    admin.call(contract.cancelStatusMaintenance, { params: { id: made.id }, body: {} }),
  ).rejects.toMatchObject({ code: 'state_conflict' });
});

test('maintenance that is called off or moved is told to those who were told of it', async () => {
  const sink = stopAfterTest(await startSmtpSink());
  const { admin, db } = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const [checkout] = await openStatusPage(admin);
  await db.query("insert into evenkeel.subscribers (email, confirmed_at) values ('a@example.org', evenkeel.now())");
  const body = {
    title: 'Faster search',
    startsAt: inHours(1),
    endsAt: inHours(3),
    componentIds: [checkout!],
    notifySubscribers: true,
  };
  const made = await admin.call(contract.createStatusMaintenance, { body });
  const params = { id: made.id };
  await eventually(() => mailsTo(sink, 'a@example.org').length === 1);
  const moved = { ...body, startsAt: inHours(2) };
  await admin.call(contract.updateStatusMaintenance, { params, body: moved }, { ifMatch: made.version });
  await eventually(() => mailsTo(sink, 'a@example.org').length === 2);
  await expect(
    admin.call(contract.updateStatusMaintenance, { params, body: moved }, { ifMatch: made.version }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
  const off = await admin.call(contract.cancelStatusMaintenance, { params, body: { notifySubscribers: true } });
  expect(off.state).toBe('canceled');
  const last = await eventually(() => mailsTo(sink, 'a@example.org')[2]);
  expect(last.subject).toBe('[Shop status] Maintenance, canceled: Faster search');
  await expect(
    admin.call(contract.createStatusMaintenance, { body: { ...body, endsAt: body.startsAt } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});
