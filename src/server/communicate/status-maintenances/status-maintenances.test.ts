import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { stopAfterTest } from '../../../../test/harness/stop-after-test.ts';
import * as contract from '../../../contract/communicate/status-maintenances.ts';
import {
  listStatusComponents,
  updateStatusComponent,
  updateStatusPage,
} from '../../../contract/communicate/status-page.ts';
import { getMaintenanceWindow } from '../../../contract/detect/maintenance-windows.ts';
import { createService } from '../../../contract/directory/services.ts';
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
  expect(await page()).toContain('Scheduled maintenance');
  expect(await page()).toContain('All systems operational.');

  await clock.advance('90 minutes');
  await eventually(async () => (await page()).includes('Scheduled maintenance is in progress for Checkout.'));
  expect((await admin.call(listStatusComponents, {})).items[0]).toMatchObject({ state: 'maintenance' });
  const summary = JSON.parse(await (await fetch(`${url}/status/api/v2/summary.json`)).text());
  expect(summary.scheduled_maintenances).toMatchObject([{ status: 'in_progress', components: [{ id: 'c-checkout' }] }]);

  await clock.advance('2 hours');
  await eventually(async () => (await page()).includes('All systems operational.'));
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
  expect(last.subject).toBe('[Shop status] Maintenance cancelled: Faster search');
  await expect(
    admin.call(contract.createStatusMaintenance, { body: { ...body, endsAt: body.startsAt } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('maintenance that is announced to mute alerts does so from its start to its end, and no longer', async () => {
  const { admin } = await startTestServer();
  const [checkout, search] = await openStatusPage(admin);
  const service = await admin.call(createService, { body: { slug: 'shop', name: 'Shop' } });
  const component = { slug: 'c-checkout', name: 'Checkout', serviceId: service.id };
  await admin.call(updateStatusComponent, { params: { id: checkout! }, body: component });
  const body = { title: 'Faster checkout', startsAt: inHours(1), endsAt: inHours(3), muteAlerts: true };

  await expect(
    admin.call(contract.createStatusMaintenance, { body: { ...body, componentIds: [search!] } }),
  ).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path: 'body.muteAlerts' }] });

  const componentIds = [checkout!, search!];
  const made = await admin.call(contract.createStatusMaintenance, { body: { ...body, componentIds } });
  expect(made.mutes).toMatchObject({ services: [{ id: service.id, name: 'Shop' }] });
  const window = () => admin.call(getMaintenanceWindow, { params: { id: made.mutes!.windowId } });
  expect(await window()).toMatchObject({ state: 'planned', serviceIds: [service.id], startsAt: body.startsAt });

  const params = { id: made.id };
  const longer = { ...body, componentIds, endsAt: inHours(5) };
  await admin.call(contract.updateStatusMaintenance, { params, body: longer });
  expect(await window()).toMatchObject({ state: 'planned', endsAt: longer.endsAt });

  const loud = await admin.call(contract.updateStatusMaintenance, { params, body: { ...longer, muteAlerts: false } });
  expect(loud.mutes).toBeNull();
  expect(await window()).toMatchObject({ state: 'canceled' });

  const again = await admin.call(contract.updateStatusMaintenance, { params, body: longer });
  expect(again.mutes?.windowId).not.toBe(made.mutes?.windowId);
  await admin.call(contract.cancelStatusMaintenance, { params, body: {} });
  const { state } = await admin.call(getMaintenanceWindow, { params: { id: again.mutes!.windowId } });
  expect(state).toBe('canceled');
});

test('while the status page is off, no subscriber is told of maintenance', async () => {
  const { admin } = await startTestServer();
  const [checkout] = await openStatusPage(admin);
  await admin.call(updateStatusPage, { body: { title: 'Shop status', enabled: false } });
  const body = { title: 'Faster search', startsAt: inHours(1), endsAt: inHours(3), componentIds: [checkout!] };
  await expect(
    admin.call(contract.createStatusMaintenance, { body: { ...body, notifySubscribers: true } }),
  ).rejects.toMatchObject({ code: 'state_conflict' });
  expect((await admin.call(contract.listStatusMaintenances, {})).items).toEqual([]);
});
