import { expect, test } from 'vitest';
import { startMattermost } from '../../../../../test/stand-ins/mattermost.ts';
import { done, tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { mattermost, mattermostServer } from './mattermost.ts';

const ada = { to: '@Ada' };
const ended = oneOfEachKind()[1] as PageEndMessage;

async function server(more: Record<string, unknown> = {}) {
  const stand = await startMattermost();
  const { url, botToken } = stand;
  return { stand, kind: tryKind(mattermostServer, { url, botToken, ...more }) };
}

test('a page is a direct message with buttons, and changes when somebody has taken it', async () => {
  const { stand, kind } = await server();
  const sent = await kind.send(pageMessage(), ada);
  const [post] = stand.posts;
  expect(sent).toEqual({ outcome: 'sent', providerId: post!.id, reference: { id: post!.id } });
  expect(post!.channel_id).toBe(`d${'a'.repeat(25)}`);
  expect(post!.message).toBe('**\\[SEV1\\] Checkout: High error rate (3 alerts)**');
  const { text, actions } = post!.props.attachments[0]!;
  expect(text).toContain('Next: Grace in 5 min');
  expect(text).toContain('[Runbook](https://wiki.evenkeel.test/runbooks/5xx)');
  expect(text).toContain('[Open](https://evenkeel.test/a/tok-1)');
  expect(actions.map(({ id, integration }) => [id, integration.url])).toEqual([
    ['acknowledge', kind.hookUrl],
    ['escalate', kind.hookUrl],
    ['resolve', kind.hookUrl],
  ]);

  expect(await kind.update(ended, { id: post!.id }, ada)).toMatchObject({ outcome: 'sent' });
  expect(post!.message).toContain('Acknowledged by Bo');
  expect(post!.props.attachments[0]!.actions).toEqual([]);
});

test('a channel gets a message by its ID', async () => {
  const { stand, kind } = await server();
  expect(await kind.send(pageMessage(), { to: stand.channelId })).toMatchObject({ outcome: 'sent' });
  expect(stand.posts[0]!.channel_id).toBe(stand.channelId);
});

test('every kind of message fits, and hostile text stays text', async () => {
  const { stand, kind } = await server();
  for (const message of oneOfEachKind()) expect(await kind.send(message, ada)).toMatchObject({ outcome: 'sent' });
  const attacks = ['@channel @all @here', '![x](https://evil.example/x.png) [a](https://evil.example)', '# big'];
  for (const title of [...attacks, ...hostileTexts.map(([, text]) => text)])
    expect(await kind.send(pageMessage({ title, summary: [title] }), ada)).toMatchObject({ outcome: 'sent' });
  for (const { message, props } of stand.posts) {
    const all = message + props.attachments[0]!.text;
    expect(all).not.toMatch(/@(channel|all|here)/);
    expect(all).not.toMatch(/(?<!\\)!\[|(?<!\\)<|^#/m);
  }
});

test('a press is the presser’s, and what they are told is theirs alone', async () => {
  const { stand, kind } = await server();
  await kind.send(pageMessage(), ada);
  const press = stand.press(stand.posts[0]!, 'acknowledge', 'ada');
  const inbound = await kind.receive({ body: JSON.stringify(press) });
  expect(inbound!.happenings).toEqual([
    {
      ...{ kind: 'press', action: 'acknowledge', token: 'tok-1', key: press.trigger_id },
      by: { channel: 'mattermost', identity: mattermost.identityOf(mattermost.acceptSettings(ada)) },
      isPrivate: true,
    },
  ]);
  const { body } = await inbound!.answer([{ ...done, text: 'Taken by @ada' }]);
  expect(JSON.parse(body!)).toEqual({ ephemeral_text: 'Taken by @\u200bada', skip_slack_parsing: true });
  const link = 'https://evenkeel.test/me/link#a_b';
  const offered = await inbound!.answer([{ ...done, text: 'Link *now*:', link }]);
  expect(JSON.parse(offered.body!).ephemeral_text).toBe(`Link \\*now\\*:\n<${link}>`);
  const repeated = await inbound!.answer([{ isDone: false, text: '', isRepeat: true }]);
  expect(repeated.body).toBe('{}');
});

test('a press that was made up from the link, or for another button or provider, is refused', async () => {
  const { stand, kind } = await server();
  await kind.send(pageMessage(), ada);
  const press = stand.press(stand.posts[0]!, 'acknowledge', 'ada');
  const forged = (context: Record<string, string>) => kind.receive({ body: JSON.stringify({ ...press, context }) });
  expect(await forged({ action: 'acknowledge', token: 'tok-1' })).toBeNull();
  expect(await forged({ ...press.context, action: 'resolve' })).toBeNull();
  expect(await forged({ ...press.context, token: '8.aaaaaaaaaaaaaaaaaaaaaa' })).toBeNull();
  expect(await forged({ ...press.context, code: 'x' })).toBeNull();
  expect(await kind.receive({ body: 'no JSON' })).toBeNull();
  expect(await kind.receive({ method: 'GET', body: JSON.stringify(press) })).toBeNull();
  const other = await server();
  expect(await other.kind.receive({ body: JSON.stringify(press) })).toBeNull();
});

test('who is not there or is deactivated, and a wrong token, are told apart', async () => {
  const { kind, stand } = await server();
  expect(await kind.send(pageMessage(), { to: '@nobody' })).toEqual({
    outcome: 'failed',
    reason: 'Mattermost knows no @nobody',
  });
  expect(await kind.send(pageMessage(), { to: '@gone' })).toMatchObject({ outcome: 'failed' });
  expect(await kind.send(pageMessage(), { to: 'z'.repeat(26) })).toEqual({
    outcome: 'failed',
    reason: 'the bot may not write there: add it to the team and the channel',
  });
  const wrong = await server({ url: stand.url });
  expect(await wrong.kind.send(pageMessage(), ada)).toMatchObject({ outcome: 'failed', isProviderFault: true });
  expect(stand.posts).toEqual([]);
});

test.each([
  [
    { status: 429, headers: { 'retry-after': '3' } },
    { outcome: 'retry', afterSeconds: 3 },
  ],
  [{ status: 500 }, { outcome: 'retry', mayHaveArrived: true }],
  [{ status: 400 }, { outcome: 'failed' }],
  [
    { status: 200, body: 'a proxy' },
    { outcome: 'failed', isProviderFault: true },
  ],
])('%j is %j', async (fault, outcome) => {
  const { stand, kind } = await server();
  stand.setFault(fault);
  expect(await kind.send(pageMessage(), ada)).toMatchObject(outcome);
});

test('what is no username and no ID is refused', () => {
  for (const to of ['ada', '@', '@a b', 'https://x', 'c'.repeat(27)])
    expect(() => mattermost.acceptSettings({ to })).toThrow();
});
