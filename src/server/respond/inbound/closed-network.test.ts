/** Nothing can call this installation: what people press is fetched. */
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startNtfy } from '../../../../test/stand-ins/ntfy.ts';
import { startPushover } from '../../../../test/stand-ins/pushover.ts';
import { startTelegram } from '../../../../test/stand-ins/telegram.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { addProvider } from '../../../contract/respond/providers.ts';
import { hashIdentity } from '../../directory/contact-methods/reachability.ts';
import { findChannel } from '../channels/registry.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

test('a page is taken in one app, and its messages in all the others change', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const [ntfy, telegram, pushover] = [await startNtfy(), await startTelegram(), await startPushover()];
  const provider = (kind: string, settings: Record<string, unknown>) =>
    node.admin.call(addProvider, { body: { kind, name: kind, settings } });
  await provider('ntfy', { url: ntfy.url, replaces: true, repliesByTopic: true });
  await provider('telegram', { apiUrl: telegram.url, botToken: telegram.botToken });
  await provider('pushover', { apiUrl: pushover.url, token: pushover.token });

  const ada = await world.person('Ada');
  const ways = { ntfy: { topic: 'evenkeel-ada' }, telegram: { chatId: '7707' }, pushover: { user: pushover.user } };
  for (const [channel, settings] of Object.entries(ways)) {
    const id = await world.method(ada, channel, settings);
    const identity = hashIdentity(channel, findChannel(channel)!.identityOf(settings)!);
    await node.db.query('update contact_methods set identity_hash = $2 where id = $1', [id, identity]);
    await world.rule(ada, id, 0);
  }
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)], 3600)));
  const sourceId = await world.source();
  const states = async () =>
    (await node.admin.call(listPages, {})).items
      .filter(({ service }) => service !== null)
      .map(({ title, state }) => `${title} ${state}`);

  await triggerAlert(node.db, { sourceId, serviceId, severity: 1, title: 'High error rate' });
  await eventually(() => ntfy.messages[0] && telegram.sent[0] && pushover.messages[0]);
  const withButtons = { ...telegram.sent[0]! };
  telegram.press(withButtons, 'Acknowledge', 7808);
  await eventually(() => telegram.answers[0]?.text.includes('does not know this account'));
  expect(await states()).toEqual(['High error rate open']);

  await ntfy.press(ntfy.messages[0]!, 'Acknowledge');
  await eventually(async () => (await states())[0] === 'High error rate acknowledged');
  await eventually(() => telegram.sent[0]!.edits === 1 && [...pushover.receipts.values()][0]!.cancelled);
  expect(telegram.sent[0]!.text).toContain('Acknowledged by Ada');
  const shown = await eventually(() => ntfy.messages.find(({ title }) => title?.startsWith('Acknowledged by Ada')));
  expect(shown.sequence_id).toBe(ntfy.messages[0]!.sequence_id);

  // An app that has not shown the change yet still has its buttons.
  telegram.press(withButtons, 'Resolve', 7707);
  await eventually(() => telegram.answers.at(-1)?.text === 'Resolved: High error rate');
  expect(await states()).toEqual(['High error rate resolved']);
}, 40_000);

test('an answer that a chat does not take is in the log, and listening goes on', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  const node = await startTestServer({ log });
  const telegram = await startTelegram();
  await node.admin.call(addProvider, {
    body: { kind: 'telegram', name: 'Telegram', settings: { apiUrl: telegram.url, botToken: telegram.botToken } },
  });
  // The stand-in knows no chat of this number.
  telegram.write(404, '/start');
  const line = await eventually(() => lines.find((each) => each.includes('an answer in a chat was not taken')), 20_000);
  expect(JSON.parse(line)).toMatchObject({ kind: 'telegram', err: { message: 'the service answered 400' } });
  telegram.write(7707, '/start');
  await eventually(() => telegram.sent.some(({ chat_id }) => Number(chat_id) === 7707));
});
