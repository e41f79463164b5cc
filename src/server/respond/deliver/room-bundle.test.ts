import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSlack } from '../../../../test/stand-ins/slack.ts';
import { createEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, resolvePage } from '../../../contract/respond/pages/responses.ts';
import { addProvider } from '../../../contract/respond/providers.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

/** One room that two policies post to under different names, and another room. */
async function scene() {
  const node = await startTestServer();
  const world = worldOf(node);
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  const { id: providerId } = await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const service = async (name: string, to: string) => {
    const room = { name: `#${name}`, channel: 'slack', providerId, settings: { to } };
    const steps = [{ delaySeconds: 3600, targets: [askPerson(ada)], chatRooms: [room] }];
    const policy = await node.admin.call(createEscalationPolicy, {
      body: { slug: name, name, definition: { steps, repeat: 0, catchAll: null } },
    });
    return world.service(policy.id, name);
  };
  const [shop, alsoShop, other] = [
    await service('shop', 'C0000SHOP'),
    await service('checkout', 'C0000SHOP'),
    await service('other', 'C0000OTHER'),
  ];
  const sourceId = await world.source();
  const trigger = (serviceId: number, title: string, severity: number) =>
    triggerAlert(node.db, { sourceId, serviceId, severity, title, groupKey: title });
  const states = async () =>
    (
      await node.db.query<{ state: string }>('select state from notifications where chat_room is not null order by id')
    ).rows.map(({ state }) => state);
  const posts = (to = 'C0000SHOP') =>
    slack.posted.filter(({ channel, method }) => method === 'chat.postMessage' && channel === to);
  const edits = () => slack.posted.filter(({ method }) => method === 'chat.update');
  const idOf = async (title: string) =>
    (await node.admin.call(listPages, { query: { limit: 200 } })).items.find((page) => page.title === title)!.id;
  return { node, shop, alsoShop, other, trigger, states, posts, edits, idOf };
}

test('two hundred pages for one chat room are a handful of posts, and none of them is left out', async () => {
  const { node, shop, alsoShop, other, trigger, states, posts } = await scene();
  const isWritten = async (title: string) => {
    const { rows } = await node.db.query(
      `select n.state from notifications n join pages p on p.id = n.page_id where p.title = $1`,
      [title],
    );
    return rows.length > 0 && rows.every(({ state }) => state === 'sent');
  };
  for (let number = 1; number <= 200; number += 1)
    await trigger(number % 2 ? shop : alsoShop, `Disk ${number} full`, 3);
  await eventually(async () => (await states()).length === 200);
  await eventually(async () => (await states()).every((state) => state === 'sent' || state === 'pending'));
  await eventually(() => posts().length === 1);
  // Another room has a window of its own, and the first SEV1 of a room waits for none.
  await trigger(other, 'Other disk full', 3);
  await eventually(() => posts('C0000OTHER').length === 1);
  await trigger(shop, 'Shop is down', 1);
  await eventually(() => posts().length === 2);
  expect(posts()[1]!.text).toContain('[SEV1] shop: Shop is down');
  // What is out has to be written down before the clock runs past its lease.
  for (const title of ['Other disk full', 'Shop is down']) await eventually(() => isWritten(title));
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  const told = posts().map(({ text }) => 1 + Number(/and (\d+) more page/.exec(String(text))?.[1] ?? 0));
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(201);
  expect(posts().length).toBeLessThanOrEqual(3);
  expect(JSON.stringify(posts())).toMatch(
    /Also \d+ more pages; to acknowledge takes them all:\\nSEV3 (shop|checkout): /,
  );
});

test('a post that tells of several pages says of each what became of it', async () => {
  const { node, shop, trigger, states, posts, edits, idOf } = await scene();
  await trigger(shop, 'First disk', 3);
  await eventually(async () => (await states())[0] === 'sent');
  for (const title of ['Second disk', 'Third disk', 'Fourth disk']) await trigger(shop, title, 3);
  await eventually(async () => (await states()).length === 4);
  await node.clock.advance('61 seconds');
  await eventually(async () => (await states()).every((state) => state === 'sent'));
  expect(posts()).toHaveLength(2);

  await node.admin.call(acknowledgePage, { params: { id: await idOf('Second disk') } });
  await node.admin.call(resolvePage, { params: { id: await idOf('Third disk') } });
  await node.clock.advance('4 seconds');
  const changed = await eventually(() => edits().at(-1));
  expect(changed.text).toContain('[SEV3] shop: Fourth disk and 2 more pages');
  const body = JSON.stringify(changed);
  expect(body).toContain('1 of 3 pages is still open');
  expect(body).toMatch(/Second disk \(acknowledged by [^)]+\)/);
  expect(body).toContain('Third disk (resolved)');
  expect(body).toContain('"action_id":"acknowledge"');

  await node.admin.call(resolvePage, { params: { id: await idOf('Fourth disk') } });
  const last = await eventually(() => edits().find(({ text }) => String(text).startsWith('Acknowledged')));
  expect(JSON.stringify(last)).toContain('Third disk (resolved)');
  expect(JSON.stringify(last)).toContain('Nobody else is notified about these pages now.');
  expect(JSON.stringify(last)).not.toContain('"action_id":"acknowledge"');
});
