import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { password } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { stopAfterTest } from '../../../../test/harness/stop-after-test.ts';
import { listSources, updateSource } from '../../../contract/detect/sources.ts';
import { setUp } from '../../../contract/directory/setup.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage } from '../../../contract/respond/pages/responses.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { triggerAlert, worldOf } from '../pages/world-for-tests.ts';
import { auditPaging, repair } from './audit.ts';

const tokenOf = (server: TestServer) => new URL(server.server.setupUrl!).hash.replace('#token=', '');

/** As somebody leaves it who has filled in the first form and nothing else. */
async function freshInstallation(environment: Record<string, string>) {
  const node = await startTestServer({ environment });
  const browser = openBrowser(node.url);
  const admin = { name: 'Ada', email: 'ada@example.org', password, timeZone: 'Europe/Berlin' };
  const { id } = await browser.call(setUp, { body: { ...admin, token: tokenOf(node) } });
  return { node, adminId: id };
}

/** An alert that nobody is asked about: what the watchdog has to tell. */
async function breakPaging(node: TestServer) {
  await triggerAlert(node.db, { sourceId: await worldOf(node).source(), serviceId: null, title: 'Payments down' });
}

test('right after set-up the alarm of the watchdog is mailed to the account of the admin', async () => {
  const sink = stopAfterTest(await startSmtpSink());
  const { node } = await freshInstallation({ EVENKEEL_SMTP_URL: sink.url });
  await breakPaging(node);
  const mail = await eventually(() => sink.mails.find(({ subject }) => subject?.includes('reached nobody')));
  expect(mail.to).toMatchObject({ value: [{ address: 'ada@example.org' }] });
  expect(mail.text).toContain('/a/');
  const page = (await node.admin.call(listPages, {})).items.find(({ title }) => title.includes('reached nobody'))!;
  const detail = await eventually(async () => {
    const found = await node.admin.call(getPage, { params: { id: page.id } });
    return found.notifications[0]?.state === 'sent' ? found : null;
  });
  expect(detail.notifications).toMatchObject([{ person: { name: 'Ada' }, channel: 'email' }]);
  expect(await node.admin.call(acknowledgePage, { params: { id: page.id } })).toMatchObject({ state: 'acknowledged' });
});

test('without a mail server the alarm comes by whatever contact method the admin has, also when it is made later', async () => {
  const { node, adminId } = await freshInstallation({});
  const hook = await receiver((_request, response) => response.end());
  await breakPaging(node);
  await eventually(async () => {
    const { items } = await node.admin.call(listPages, {});
    return items.find(({ title, exhaustedAt }) => title.includes('reached nobody') && exhaustedAt);
  });
  await worldOf(node).webhook(adminId, hook.url);
  await node.clock.advance('20 minutes');
  await eventually(async () => {
    // A page that somebody else holds at this moment is left for the next look.
    await repair(node.db, await auditPaging(node.db));
    return hook.seen.length > 0;
  });
  expect(JSON.parse(hook.seen[0]!.body).data.page.title).toContain('reached nobody');
});

test('an alarm asks the policy of its service first and the admins after it', async () => {
  const { node, adminId } = await freshInstallation({});
  const world = worldOf(node);
  const [own, admins] = [await receiver((_q, r) => r.end()), await receiver((_q, r) => r.end())];
  const operator = await world.person('Grace');
  await world.webhook(operator, own.url);
  await world.webhook(adminId, admins.url);
  const policyId = await world.policy({
    steps: [{ delaySeconds: 60, targets: [{ kind: 'person', id: operator }], ifEmpty: 'skip' }],
    repeat: 0,
    catchAll: null,
  });
  const platform = (await node.admin.call(listSources, {})).items.find(({ slug }) => slug === 'evenkeel')!;
  const serviceId = await world.service(policyId);
  const { slug, name, type, settings } = platform;
  const body = { slug, name, type, settings, serviceId };
  await node.admin.call(updateSource, { params: { id: platform.id }, body });
  await breakPaging(node);
  await eventually(() => own.seen.length === 1);
  expect(admins.seen).toHaveLength(0);
  await node.clock.advance('61 seconds');
  await eventually(() => admins.seen.length === 1);
});
