import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSlack } from '../../../../test/stand-ins/slack.ts';
import type { EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import { createEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, resolvePage } from '../../../contract/respond/pages/responses.ts';
import { addProvider } from '../../../contract/respond/providers.ts';
import { receiver } from '../../respond/channels/receiver-for-tests.ts';
import { askPerson, triggerAlert, worldOf } from '../../respond/pages/world-for-tests.ts';

/** A page of this severity in a Slack channel; `again`: its second step posts there as well. */
async function pageInChannel(severity: number, again = false) {
  const node = await startTestServer();
  const world = worldOf(node);
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  const { id: providerId } = await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  const hook = await receiver((_request, response) => response.end());
  const person = async (name: string) => {
    const id = await world.person(name);
    await world.webhook(id, hook.url);
    return askPerson(id);
  };
  const room = { name: '#payments', channel: 'slack', providerId, settings: { to: 'C0123ABCD' } };
  const steps: EscalationStep[] = [
    { delaySeconds: 300, targets: [await person('Ada')], ifEmpty: 'skip', chatRooms: [room] },
    { delaySeconds: 300, targets: [await person('Ben')], ifEmpty: 'skip', ...(again ? { chatRooms: [room] } : {}) },
  ];
  const { id } = await node.admin.call(createEscalationPolicy, {
    body: { slug: 'rooms', name: 'Rooms', definition: { steps, repeat: 0, catchAll: null } },
  });
  const serviceId = await world.service(id);
  const sourceId = await world.source();
  const trigger = (title: string) =>
    triggerAlert(node.db, { sourceId, serviceId, severity, title, groupKey: 'database' });
  await trigger('Primary is down');
  const first = await eventually(() => slack.posted[0]);
  await eventually(async () => {
    const { rows } = await node.db.query("select from notifications where chat_room is not null and state = 'sent'");
    return rows.length === 1;
  });
  const pageId = (await node.admin.call(listPages, {})).items.find(({ service }) => service !== null)!.id;
  const replies = () => slack.posted.filter(({ thread_ts }) => thread_ts === first.ts);
  return { node, slack, first, pageId, trigger, replies, advance: node.clock.advance };
}

test('what follows on a page in a channel is in the thread of its first message, which itself is changed', async () => {
  const { node, slack, first, pageId, trigger, replies, advance } = await pageInChannel(2);
  await trigger('Replica is down');
  await trigger('Proxy is down');
  await eventually(async () => (await node.db.query('select from thread_lines')).rowCount === 2);
  await advance('6 seconds');
  await eventually(() => replies()[0]);
  expect(replies()[0]).toMatchObject({ text: '2 more alerts were added.', reply_broadcast: false });

  await advance('300 seconds');
  await eventually(() => replies()[1]);
  expect(replies()[1]).toMatchObject({ text: 'Step 2: Ben notified.', reply_broadcast: true });

  await node.admin.call(acknowledgePage, { params: { id: pageId } });
  await eventually(() => replies()[2]);
  expect(replies()[2]!.text).toMatch(/^Acknowledged/);
  expect(replies()[2]!.reply_broadcast).toBe(false);
  const changed = await eventually(() => slack.posted.find(({ method }) => method === 'chat.update'));
  expect(changed.ts).toBe(first.ts);

  await node.admin.call(resolvePage, { params: { id: pageId } });
  await eventually(() => replies()[3]);
  expect(replies()[3]!.text).toMatch(/^Resolved/);
  expect(slack.posted.filter(({ method, thread_ts }) => method === 'chat.postMessage' && !thread_ts)).toHaveLength(1);
  await eventually(async () => (await node.db.query('select from thread_lines')).rowCount === 0);
});

test('a later step that posts to the channel again does so in the thread, with its buttons, and only once', async () => {
  const { replies, advance } = await pageInChannel(3, true);
  await advance('301 seconds');
  await eventually(() => replies()[0]);
  expect(replies()[0]).toMatchObject({ reply_broadcast: false, text: expect.stringContaining('Primary is down') });
  expect(JSON.stringify(replies()[0])).toContain('"action_id":"acknowledge"');
  await advance('301 seconds');
  await eventually(() => replies()[1]);
  expect(
    replies()
      .map(({ text }) => text)
      .slice(1),
  ).toEqual(['Everybody was notified and nobody has acknowledged.']);
});

test('a thread that Slack is too busy for is told later, and one that it refuses is given up', async () => {
  const { node, slack, pageId, replies, advance } = await pageInChannel(3);
  slack.setFailure('ratelimited');
  await node.admin.call(acknowledgePage, { params: { id: pageId } });
  await eventually(async () => (await node.db.query('select from thread_lines where attempts = 1')).rowCount === 1);
  slack.setFailure(null);
  await advance('1 minute');
  await eventually(() => replies()[0]?.text.startsWith('Acknowledged'));
  slack.setFailure('is_archived');
  await node.admin.call(resolvePage, { params: { id: pageId } });
  await eventually(async () => {
    const { rows } = await node.db.query<{ id: string }>("select id from events where kind = 'page.resolved'");
    const { rows: cursor } = await node.db.query<{ eventId: string }>(
      'select event_id as "eventId" from thread_cursor',
    );
    return rows.length === 1 && Number(cursor[0]!.eventId) >= Number(rows[0]!.id);
  });
  await eventually(async () => (await node.db.query('select from thread_lines')).rowCount === 0);
  expect(replies()).toHaveLength(1);
});
