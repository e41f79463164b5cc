import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { stopAfterTest } from '../../../../test/harness/stop-after-test.ts';
import { getPublicUpdate } from '../../../contract/communicate/public-updates.ts';
import * as contract from '../../../contract/communicate/subscribers.ts';
import { declare, openStatusPage, publish } from '../world-for-tests.ts';
import { linkIn, mailsTo, submit, subscribeAndConfirm } from './subscribe-for-tests.ts';

async function start() {
  const sink = stopAfterTest(await startSmtpSink());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  return { ...server, sink, ids: await openStatusPage(server.admin) };
}

test('a subscriber confirms by a button, is sent each published update once, and leaves with one click', async () => {
  const { url, admin, sink, ids } = await start();
  expect((await submit(`${url}/status/subscriptions`, [['email', ' Reader@Example.org ']])).status).toBe(200);
  const asked = await eventually(() => mailsTo(sink, 'reader@example.org')[0]);
  const link = linkIn(asked, 'confirmations');
  // Scanners of mail follow links: reading changes nothing.
  expect(await (await fetch(url + link)).text()).toContain('<button>Confirm</button>');
  expect((await admin.call(contract.listSubscribers, {})).items).toMatchObject([{ state: 'asked' }]);
  expect((await submit(url + link, [])).status).toBe(200);
  expect((await admin.call(contract.listSubscribers, {})).items).toMatchObject([{ state: 'confirmed' }]);

  const incidentId = await declare(admin);
  const update = await publish(admin, incidentId, {
    values: { title: 'Slow <checkout>', effect: 'slow payments' },
    components: [{ componentId: ids[0], state: 'partial' }],
  });
  const mail = await eventually(() => mailsTo(sink, 'reader@example.org')[1]);
  expect(mail.subject).toBe('[Shop status] Investigating: Slow <checkout>');
  expect(mail.text).toContain('You may notice slow payments when using Checkout');
  expect(mail.text).toContain('Checkout: Partial outage');
  expect(mail.html).not.toContain('<checkout>');
  await eventually(async () => {
    const { mails } = await admin.call(getPublicUpdate, { params: { id: update.id } });
    return mails.sent === 1 && mails.waiting === 0;
  });
  expect(mailsTo(sink, 'reader@example.org')).toHaveLength(2);

  const headers = mail.headers.get('list') as { unsubscribe: { url: string } } | undefined;
  const oneClick = new URL(headers!.unsubscribe.url).pathname;
  expect(String(mail.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line)).toContain('One-Click');
  expect(await (await fetch(url + oneClick)).text()).toContain('Unsubscribe');
  expect((await admin.call(contract.listSubscribers, {})).confirmedCount).toBe(1);
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  expect((await fetch(url + oneClick, { method: 'POST', body: form })).status).toBe(200);
  expect((await admin.call(contract.listSubscribers, {})).items).toEqual([]);
  expect((await submit(url + oneClick, [['List-Unsubscribe', 'One-Click']])).status).toBe(200);

  await publish(admin, incidentId, { situation: 'resolved' });
  expect(mailsTo(sink, 'reader@example.org')).toHaveLength(2);
});

test('who asks learns nothing about an address', async () => {
  const { url, sink, db, clock } = await start();
  await subscribeAndConfirm(url, sink, 'known@example.org');
  const ask = async (email: string) => {
    const response = await submit(`${url}/status/subscriptions`, [['email', email]]);
    return [response.status, await response.text()];
  };
  const unknown = await ask('new@example.org');
  expect(await ask('known@example.org')).toEqual(unknown);
  expect(await ask('new@example.org')).toEqual(unknown);
  await eventually(() => mailsTo(sink, 'new@example.org').length === 1);
  // Everybody is told to look into the mailbox, so a mail comes, also right after the confirmation.
  const mail = await eventually(() => mailsTo(sink, 'known@example.org')[1]);
  expect(mail.subject).toContain('already');
  expect(linkIn(mail, 'subscriptions')).toBeTruthy();
  // Asked again a moment later: nobody is flooded.
  expect(await ask('known@example.org')).toEqual(unknown);
  const queued = await db.query('select count(*)::int as count from evenkeel.subscriber_mails');
  expect(queued.rows[0]).toEqual({ count: 3 });
  await clock.advance('2 hours');
  await ask('known@example.org');
  await eventually(() => mailsTo(sink, 'known@example.org').length === 3);
});

test('wrong, replaced and old links do nothing, and guessing is of no use', async () => {
  const { url, sink, db, clock } = await start();
  await submit(`${url}/status/subscriptions`, [['email', 'a@example.org']]);
  const first = linkIn(await eventually(() => mailsTo(sink, 'a@example.org')[0]), 'confirmations');
  const forged = `${first.slice(0, -4)}AAAA`;
  const foreign = first.replace(/confirmations\/\d+/, 'confirmations/2');
  for (const link of [forged, foreign, '/status/confirmations/1.1.short', '/status/confirmations/x']) {
    expect((await submit(url + link, [])).status, link).toBe(404);
  }
  await clock.advance('6 minutes');
  await submit(`${url}/status/subscriptions`, [['email', 'a@example.org']]);
  const second = linkIn(await eventually(() => mailsTo(sink, 'a@example.org')[1]), 'confirmations');
  expect((await submit(url + first, [])).status).toBe(404);
  await clock.advance('49 hours');
  expect((await submit(url + second, [])).status).toBe(404);
  expect(
    (await db.query('select count(*)::int as count from evenkeel.subscribers where confirmed_at is not null')).rows,
  ).toEqual([{ count: 0 }]);
  expect(
    (await db.query('select * from evenkeel.subscribers, evenkeel.subscriber_mails')).rows
      .map((row) => JSON.stringify(row))
      .join(),
  ).not.toContain(second.split('.').at(-1));
});

test('programs that fill in every field, words that are no address, and a flood from one network are stopped', async () => {
  const { url, db } = await start();
  const ask = (fields: [string, string][]) => submit(`${url}/status/subscriptions`, fields);
  expect(
    (
      await ask([
        ['email', 'bot@example.org'],
        ['website', 'https://spam.example'],
      ])
    ).status,
  ).toBe(200);
  expect((await ask([['email', 'no address\r\nBcc: x@example.org']])).status).toBe(400);
  const statuses: number[] = [];
  for (let index = 0; index < 12; index += 1) statuses.push((await ask([['email', `n${index}@example.org`]])).status);
  expect(statuses.slice(0, 8)).toEqual(Array(8).fill(200));
  expect(statuses.slice(8)).toEqual(Array(4).fill(429));
  const rows = await db.query("select count(*)::int as count from evenkeel.subscribers where email like 'bot%'");
  expect(rows.rows).toEqual([{ count: 0 }]);
});

test('somebody who chose a component hears of that one only, and can choose anew', async () => {
  const { url, admin, sink, ids } = await start();
  await subscribeAndConfirm(url, sink, 'search@example.org', ['c-search']);
  const incidentId = await declare(admin);
  const checkoutOnly = await publish(admin, incidentId, { components: [{ componentId: ids[0], state: 'degraded' }] });
  expect(checkoutOnly.mails).toEqual({ waiting: 0, sent: 0, failed: 0 });
  const both = await publish(admin, incidentId, {
    situation: 'identified',
    components: [{ componentId: ids[1], state: 'degraded' }],
  });
  expect(both.mails.waiting).toBe(1);
  const mail = await eventually(() => mailsTo(sink, 'search@example.org')[1]);
  const manage = linkIn(mail, 'subscriptions');
  const page = await (await fetch(url + manage)).text();
  expect(page).toMatch(/value="c-search" checked/);
  expect(page).not.toMatch(/value="c-checkout" checked/);
  const saved = await submit(url + manage, [
    ['component', 'c-checkout'],
    ['component', 'c-search'],
  ]);
  expect(await saved.text()).toContain('Saved.');
  expect((await admin.call(contract.listSubscribers, {})).items[0]!.componentIds).toEqual(ids);
});

test('a mail server that is away delays mails and nothing else; they arrive when it is back', async () => {
  const { url, admin, sink, ids, db, clock } = await start();
  await db.query("insert into evenkeel.subscribers (email, confirmed_at) values ('late@example.org', evenkeel.now())");
  await sink.stop();
  const incidentId = await declare(admin);
  const { id } = await publish(admin, incidentId, { components: [{ componentId: ids[0], state: 'major' }] });
  expect(await (await fetch(`${url}/status`)).text()).toContain('Customers cannot use Checkout at the moment.');
  await eventually(async () => {
    const found = await db.query("select from evenkeel.subscriber_mails where state = 'pending' and attempts = 1");
    return found.rowCount === 1;
  });
  const back = stopAfterTest(await startSmtpSink(Number(new URL(sink.url).port)));
  await clock.advance('2 minutes');
  await eventually(() => mailsTo(back, 'late@example.org').length === 1);
  await eventually(async () => (await admin.call(getPublicUpdate, { params: { id } })).mails.sent === 1);
});

test('an address that is refused for good is not tried again', async () => {
  const { admin, sink, ids, db } = await start();
  await db.query("insert into evenkeel.subscribers (email, confirmed_at) values ('gone@example.org', evenkeel.now())");
  sink.setRefusing(true);
  const { id } = await publish(admin, await declare(admin), { components: [{ componentId: ids[0], state: 'major' }] });
  await eventually(async () => (await admin.call(getPublicUpdate, { params: { id } })).mails.failed === 1);
});
