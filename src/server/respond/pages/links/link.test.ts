import { expect, test } from 'vitest';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../../test/harness/server.ts';
import { createRunbook, deleteRunbook } from '../../../../contract/resolve/runbooks.ts';
import { getPage } from '../../../../contract/respond/pages/page.ts';
import { acknowledgePage, resolvePage } from '../../../../contract/respond/pages/responses.ts';
import { receiver } from '../../channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../world-for-tests.ts';

const shared = sharedServer();

/** Somebody was paged; `link` is where the notification leads. */
async function pagedByLink(node: TestServer, title = 'Checkout fails') {
  const world = worldOf(node);
  const [hook, second] = [
    await receiver((_request, response) => response.end()),
    await receiver((_request, response) => response.end()),
  ];
  const [ada, grace] = [await world.person('Ada <b>Lovelace</b>'), await world.person('Grace')];
  await world.webhook(ada, hook.url);
  await world.webhook(grace, second.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada), askPerson(grace)])));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId, title });
  const sent = "select from notifications where state = 'sent' and person_id = $1";
  await eventually(async () => (await node.db.query(sent, [ada])).rowCount === 1);
  const { page, links } = JSON.parse(hook.seen[0]!.body).data;
  const link = `${node.url}${new URL(links.acknowledge).pathname}`;
  const press = (action: string) =>
    fetch(`${link}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
      redirect: 'manual',
    });
  const state = async () => (await node.admin.call(getPage, { params: { id: Number(page.id) } })).state;
  return { link, press, state, pageId: Number(page.id), ada, second };
}

const read = async (link: string) => (await fetch(link)).text();

test('the page behind the link is small, runs nothing, escapes what senders wrote and changes nothing', async () => {
  const node = await startTestServer();
  const { link, state } = await pagedByLink(node, '</title><script>alert(1)</script> & "more"');
  const before = await node.db.query('select count(*)::int as count from events');
  const answer = await fetch(link);
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(html.length).toBeLessThan(10_000);
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;');
  expect(html).toContain('Ada &lt;b&gt;Lovelace');
  expect(html).toContain('<form method="post"');
  await fetch(link, { method: 'HEAD' });
  await fetch(`${link}/acknowledgement`);
  expect(await state()).toBe('open');
  expect((await node.db.query('select count(*)::int as count from events')).rows).toEqual(before.rows);
});

test('the page tells who is asked next, or that nobody is', async () => {
  const node = await shared();
  const { link } = await pagedByLink(node);
  expect(await read(link)).toMatch(/Nobody has acknowledged yet\. Next: Grace, \d+ \w+ \d{4}, \d\d:\d\d UTC\./);
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const ben = await world.person('Ben');
  await world.webhook(ben, hook.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ben)])));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId, title: 'Search fails' });
  await eventually(() => hook.seen.length === 1);
  const { page, links } = JSON.parse(hook.seen[0]!.body).data;
  expect(page.next).toBeNull();
  expect(await read(`${node.url}${new URL(links.acknowledge).pathname}`)).toContain('notifies nobody after this step');
});

test('the runbooks of the service are in the message and behind its link, and none that is archived', async () => {
  const node = await shared();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)])));
  const { id } = await node.admin.call(createRunbook, {
    body: {
      ...{ slug: 'checkout', title: 'Checkout <is> down', serviceIds: [serviceId] },
      body: 'Read this.\n- [ ] Look at **errors** <b>\n- [ ] Roll back',
    },
  });
  const old = await node.admin.call(createRunbook, {
    body: { slug: 'old', title: 'As it was', body: '- [ ] Look', serviceIds: [serviceId] },
  });
  await node.admin.call(deleteRunbook, { params: { id: old.id } });
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId, title: 'Checkout fails' });
  await eventually(() => hook.seen.length === 1);
  const { page, links } = JSON.parse(hook.seen[0]!.body).data;
  const runbook = { text: 'Runbook: Checkout <is> down', href: `${new URL(links.details).origin}/runbooks/${id}` };
  expect(page.references).toEqual([runbook]);
  const html = await read(`${node.url}${new URL(links.acknowledge).pathname}`);
  expect(html).toContain(`<a href="/runbooks/${id}">Runbook: Checkout &lt;is&gt; down</a>`);
  expect(html).toContain('<li>Look at **errors** &lt;b&gt;</li><li>Roll back</li>');
  expect(html).not.toContain('As it was');
});

test('a message and the page behind its link tell what the service is, who else was notified, and the labels that matter', async () => {
  const node = await shared();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const people = [];
  for (const name of ['Ada', 'Grace', 'Linus <i>']) {
    const id = await world.person(name);
    await world.webhook(id, hook.url);
    people.push(id);
  }
  const targets = people.map(askPerson);
  const policy = await world.policy({
    steps: [{ delaySeconds: 300, targets, ifEmpty: 'skip' }],
    repeat: 0,
    catchAll: null,
  });
  const serviceId = await world.service(policy);
  await node.db.query("update services set description = 'From basket to <payment>' where id = $1", [serviceId]);
  const sourceId = await world.source();
  await node.db.query("update sources set message_labels = '{team}' where id = $1", [sourceId]);
  const labels = { host: 'web-3', team: 'payments' };
  await triggerAlert(node.db, { sourceId, serviceId, title: 'Checkout fails', labels });
  await eventually(() => hook.seen.length === 3);
  const toAda = hook.seen.map(({ body }) => JSON.parse(body).data).find(({ recipientName }) => recipientName === 'Ada');
  expect(toAda.page).toMatchObject({
    alsoNotified: ['Grace', 'Linus <i>'],
    serviceDescription: 'From basket to <payment>',
  });
  expect(toAda.page.labels).toEqual({ team: 'payments' });
  const html = await read(`${node.url}${new URL(toAda.links.acknowledge).pathname}`);
  expect(html).toContain('team=payments');
  expect(html).not.toContain('web-3');
  expect(html).toContain('About Checkout: From basket to &lt;payment&gt;');
  expect(html).toContain('Also notified: Grace and Linus &lt;i&gt;.');
});

test('the link of somebody who has been deactivated shows and changes nothing', async () => {
  const node = await shared();
  const { link, press, state, ada } = await pagedByLink(node);
  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [ada]);
  await press('acknowledgement');
  expect(await state()).toBe('open');
  expect((await fetch(link)).status).toBe(404);
});

test('the page tells since when by the clock of the person it is for, and in UTC', async () => {
  const node = await startTestServer();
  const { link, ada } = await pagedByLink(node);
  await node.db.query("update people set time_zone = 'Asia/Kolkata' where id = $1", [ada]);
  await node.db.query("update alerts set triggered_at = '2026-11-28T20:40:00Z'");
  expect(await read(link)).toContain('Since 29 Nov 2026, 02:10 GMT+5:30 (20:40 UTC)');
  await node.db.query("update people set time_zone = 'UTC' where id = $1", [ada]);
  expect(await read(link)).toContain('Since 28 Nov 2026, 20:40 UTC.');
});

test('a press acknowledges as the holder of the link, can be undone for half a minute, and not later', async () => {
  const node = await startTestServer();
  const { link, press, state, pageId, ada } = await pagedByLink(node);
  const pressed = await press('acknowledgement');
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, new URL(link).pathname]);
  const page = await node.admin.call(getPage, { params: { id: pageId } });
  expect(page).toMatchObject({ state: 'acknowledged', acknowledgedBy: { kind: 'link', personId: ada } });
  expect(await read(link)).toMatch(/You acknowledged it\..*Undo/s);
  await press('acknowledgement/undo');
  expect(await state()).toBe('open');
  await press('acknowledgement');
  await node.clock.advance('40 seconds');
  expect(await read(link)).not.toContain('Undo');
  await press('acknowledgement/undo');
  expect(await state()).toBe('acknowledged');
});

test('it tells who has it, that it is over, and does not undo what somebody else has taken', async () => {
  const node = await shared();
  const { link, press, state, pageId } = await pagedByLink(node);
  await node.admin.call(acknowledgePage, { params: { id: pageId } });
  expect(await read(link)).toContain('Admin token acknowledged it.');
  expect((await press('acknowledgement/undo')).status).toBe(303);
  expect(await state()).toBe('acknowledged');
  expect((await press('escalation')).status).toBe(303);
  await node.admin.call(resolvePage, { params: { id: pageId } });
  expect(await read(link)).toContain('This is resolved.');
  expect((await press('acknowledgement')).status).toBe(303);
  expect(await state()).toBe('resolved');
});

test('whoever took it may say by the same link whether it needed them, and nobody else is asked', async () => {
  const node = await shared();
  const { link, press, pageId, ada } = await pagedByLink(node);
  const feedback = async () => (await node.admin.call(getPage, { params: { id: pageId } })).feedback;
  expect(await read(link)).not.toContain('Nothing to do');
  await press('feedback/acted');
  expect(await feedback()).toBeNull();
  await press('acknowledgement');
  expect(await read(link)).toContain('Did it need you?');
  expect((await press('feedback/nothing_to_do')).status).toBe(303);
  expect(await feedback()).toMatchObject({ answer: 'nothing_to_do', by: { personId: ada } });
  expect(await read(link)).toContain('<button aria-pressed="true">Nothing to do</button>');
  await node.admin.call(resolvePage, { params: { id: pageId } });
  await press('feedback/duplicate');
  expect(await feedback()).toMatchObject({ answer: 'duplicate' });
  expect((await press('feedback/nonsense')).status).toBe(404);

  const other = await pagedByLink(node);
  await node.admin.call(acknowledgePage, { params: { id: other.pageId } });
  expect(await read(other.link)).not.toContain('Nothing to do');
});

test('whoever cannot take it passes it on at once', async () => {
  const node = await shared();
  const { press, second } = await pagedByLink(node);
  await press('escalation');
  await eventually(() => second.seen.length === 1);
});

test('links that were not made here or are a day old open nothing', async () => {
  const node = await startTestServer();
  const { link, press, state } = await pagedByLink(node);
  const [id, code] = link.split('/').at(-1)!.split('.');
  const other = `${node.url}/a/${Number(id) + 1}.${code}`;
  for (const wrong of [other, `${node.url}/a/${id}.${'A'.repeat(22)}`]) {
    const answer = await fetch(wrong);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('This link does not work');
  }
  expect((await fetch(`${node.url}/a/nonsense`)).status).toBe(404);
  await node.clock.advance('25 hours');
  expect((await fetch(link)).status).toBe(404);
  await press('acknowledgement');
  expect(await state()).toBe('open');
});

test('a link that was not copied whole leads to a page for people that says so', async () => {
  const node = await shared();
  for (const token of ['1', 'abc', `1.${'a'.repeat(21)}`, `1.${'a'.repeat(22)}).`]) {
    const answer = await fetch(`${node.url}/a/${token}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('it was not copied whole');
  }
});

test('form bodies are let in here only, so that no other site can press the buttons of the API', async () => {
  const node = await shared();
  const { pageId } = await pagedByLink(node);
  const answer = await fetch(`${node.url}/api/v1/pages/${pageId}/acknowledgement`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: 'Bearer test-admin-token-0123456789abcdef',
    },
    body: 'a=b',
  });
  expect(answer.status).toBe(415);
});

test('the page says what the alert says, with its runbook, and follows no link that is not of the web', async () => {
  const node = await startTestServer();
  const { link } = await pagedByLink(node);
  await node.db.query('update alerts set description = $1, labels = $2, links = $3', [
    'Five in a hundred <payments> fail',
    { region: 'eu-1' },
    JSON.stringify([
      { href: 'https://wiki.example.org/run?a=1&b=2', text: 'Runbook' },
      { href: 'javascript:alert(1)', text: 'Bad' },
    ]),
  ]);
  const html = await read(link);
  expect(html).toContain('Five in a hundred &lt;payments&gt; fail');
  expect(html).toContain('href="https://wiki.example.org/run?a=1&amp;b=2"');
  expect(html).toContain('region=eu-1');
  expect(html).not.toContain('javascript:');
});
