import { describe, expect, test } from 'vitest';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { buttonOf, startSlack } from '../../../../../test/stand-ins/slack.ts';
import { done, tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { isSignedBySlack } from './signature.ts';
import { slackWorkspace } from './slack.ts';

const ada = { to: 'U0123ABCD' };
const ended = oneOfEachKind()[1] as PageEndMessage;

async function workspace(more: 'appToken' | 'signingSecret' | 'neither' = 'signingSecret') {
  const slack = await startSlack();
  const { apiUrl, botToken } = slack;
  const kind = tryKind(slackWorkspace, { apiUrl, botToken, ...(more === 'neither' ? {} : { [more]: slack[more] }) });
  return { slack, kind };
}

test('a page is a message with its facts, links and buttons, and changes when somebody has taken it', async () => {
  const { slack, kind } = await workspace();
  const sent = await kind.send(pageMessage(), ada);
  expect(sent).toEqual({
    outcome: 'sent',
    providerId: 'D0123ABCD 1700000000.000001',
    reference: { channel: 'D0123ABCD', ts: '1700000000.000001' },
  });
  const [page] = slack.posted;
  expect(page!.text).toBe('[SEV1] Checkout: High error rate (3 alerts)');
  expect(page!.blocks[0]!.text.text).toBe(page!.text);
  expect(page!.blocks[1]!.text.text).toContain('Next: Grace in 5 min');
  expect(page!.blocks[2]!.elements![0]!.text).toBe('<https://wiki.evenkeel.test/runbooks/5xx|Runbook>');
  expect(buttonOf(page!, 'acknowledge').value).toBe('tok-1');
  expect(buttonOf(page!, 'open').url).toBe('https://evenkeel.test/a/tok-1');

  const reference = { channel: 'D0123ABCD', ts: '1700000000.000001' };
  expect(await kind.update(ended, reference, ada)).toMatchObject({ outcome: 'sent' });
  expect(slack.posted[1]).toMatchObject({ method: 'chat.update', ...reference });
  expect(slack.posted[1]!.text).toBe('Acknowledged by Bo: [SEV1] Checkout: High error rate (3 alerts)');
  expect(() => buttonOf(slack.posted[1]!, 'acknowledge')).toThrow();
});

test('every kind of message fits, and hostile text stays text', async () => {
  const { slack, kind } = await workspace();
  for (const message of oneOfEachKind()) expect(await kind.send(message, ada)).toMatchObject({ outcome: 'sent' });
  const attacks = ['<!channel> <@U9> @everyone', '*bold* `code` <https://evil.example|Runbook>'];
  for (const title of [...attacks, ...hostileTexts.map(([, text]) => text)]) {
    const references = [{ text: title, href: 'https://evil.example/a|b>c' }];
    expect(await kind.send(pageMessage({ title, summary: [title], references }), ada)).toMatchObject({
      outcome: 'sent',
    });
  }
  for (const { text, blocks } of slack.posted) {
    expect(text).not.toMatch(/[<>]/);
    for (const block of blocks) {
      if (block.text) expect([block.text.type, block.text.emoji]).toEqual(['plain_text', false]);
      if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
      if (block.type === 'section') expect([...block.text.text].length).toBeLessThanOrEqual(3000);
      if (block.type === 'context')
        for (const { text: link } of block.elements!) expect(link).toMatch(/^<https:[^<>|]+\|[^<>]*>$/);
    }
  }
});

test('a message whose form Slack refuses goes out as plain text', async () => {
  const { slack, kind } = await workspace();
  slack.refuseBlocks();
  expect(await kind.send(pageMessage({ title: '<!channel> *x*' }), ada)).toMatchObject({ outcome: 'sent' });
  const [{ text, blocks, mrkdwn }] = slack.posted as [(typeof slack.posted)[0]];
  expect([blocks, mrkdwn]).toEqual([undefined, false]);
  expect(text).toContain('Checkout: &lt;!channel&gt; *x*');
  expect(text).toContain('https://evenkeel.test/a/tok-1');
});

test('what follows goes into the thread, shown in the channel where it must be, and to the channel when the thread is gone', async () => {
  const { slack, kind } = await workspace();
  const room = { to: 'C0123ABCD' };
  const reference = { channel: 'C0123ABCD', ts: '1700000000.000001' };
  expect(await kind.send(pageMessage(), room)).toMatchObject({ outcome: 'sent', reference });
  await kind.send({ ...pageMessage(), thread: { reference, isShown: true } }, room);
  const { idempotencyKey, at, recipientName } = pageMessage();
  const text = 'Step 2: <!here> & Ben notified.';
  const line = { kind: 'plain' as const, idempotencyKey, at, recipientName, subject: '', text };
  await kind.send({ ...line, thread: { reference, isShown: false } }, room);
  await kind.send({ ...line, thread: { reference: { ...reference, ts: '1.2' }, isShown: false } }, room);
  expect(slack.posted.map(({ thread_ts, reply_broadcast }) => [thread_ts, reply_broadcast])).toEqual([
    [undefined, undefined],
    [reference.ts, true],
    [reference.ts, false],
    [undefined, undefined],
  ]);
  expect(slack.posted[2]!.text).toBe('Step 2: &lt;!here&gt; &amp; Ben notified.');
  expect(slack.posted[2]!.blocks).toBeUndefined();
});

test('without a way back there are no buttons that do nothing', async () => {
  const { slack, kind } = await workspace('neither');
  await kind.send(pageMessage(), ada);
  expect(() => buttonOf(slack.posted[0]!, 'acknowledge')).toThrow();
  expect(buttonOf(slack.posted[0]!, 'open').url).toContain('/a/tok-1');
});

test.each([
  ['invalid_auth', { outcome: 'failed', isProviderFault: true }],
  ['missing_scope', { outcome: 'failed', isProviderFault: true }],
  ['channel_not_found', { outcome: 'failed' }],
  ['is_archived', { outcome: 'failed' }],
  ['ratelimited', { outcome: 'retry', isProviderFault: true }],
  ['internal_error', { outcome: 'retry', mayHaveArrived: true }],
  ['something_new', { outcome: 'failed', reason: 'Slack refused the message (something_new)' }],
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { outcome: 'retry', afterSeconds: 7 },
  ],
  [{ status: 502 }, { outcome: 'retry', mayHaveArrived: true }],
  [{ body: '<html>a proxy</html>' }, { outcome: 'failed', isProviderFault: true }],
])('the failure %j is told apart', async (failure, outcome) => {
  const { slack, kind } = await workspace();
  slack.setFailure(failure);
  expect(await kind.send(pageMessage(), ada)).toMatchObject(outcome);
});

test('a failure of the person or channel is no fault of the workspace', async () => {
  const { slack, kind } = await workspace();
  slack.setFailure('channel_not_found');
  expect(await kind.send(pageMessage(), ada)).not.toHaveProperty('isProviderFault');
});

describe('a press that Slack brings by HTTP', () => {
  test('is done, and the presser alone is told', async () => {
    const { slack, kind } = await workspace();
    await kind.send(pageMessage(), ada);
    const payload = slack.press(buttonOf(slack.posted[0]!, 'acknowledge'), 'U0123ABCD');
    const inbound = await kind.receive(slack.signed(slack.form(payload)));
    const [happening] = inbound!.happenings;
    expect(happening).toMatchObject({
      kind: 'press',
      action: 'acknowledge',
      token: 'tok-1',
      by: { channel: 'slack', identity: slackWorkspace.carries[0]!.channel.identityOf(ada) },
    });
    expect(await inbound!.answer([done])).toEqual({ status: 200 });
    await inbound!.after!([{ ...done, text: 'Done <now>' }]);
    await inbound!.after!([{ ...done, text: 'Link:', link: 'https://evenkeel.test/me/link#a_b|>c' }]);
    const ephemeral = { response_type: 'ephemeral', replace_original: false };
    expect(slack.told).toMatchObject([
      { ...ephemeral, text: 'Done &lt;now&gt;' },
      { ...ephemeral, text: 'Link:\n<https://evenkeel.test/me/link#a_b%7C%3Ec>' },
    ]);
  });

  test('answers only Slack, and a repeat says nothing', async () => {
    const { slack, kind } = await workspace();
    await kind.send(pageMessage(), ada);
    const button = buttonOf(slack.posted[0]!, 'resolve');
    const elsewhere = await startSlack();
    const payload = slack.press(button, 'U1', `${elsewhere.apiUrl.replace('/api', '')}/response/1`);
    const inbound = await kind.receive(slack.signed(slack.form(payload)));
    await inbound!.after!([done]);
    expect(elsewhere.requests).toEqual([]);
    const again = await kind.receive(slack.signed(slack.form(slack.press(button, 'U1'))));
    await again!.after!([{ isDone: false, text: '', isRepeat: true }]);
    expect(slack.told).toEqual([]);
  });

  test('is refused when it is not signed, signed by others, old or changed', async () => {
    const { slack, kind } = await workspace();
    const body = slack.form(slack.press({ action_id: 'acknowledge', value: 'tok-1', text: '' }, 'U1'));
    const seconds = Math.floor(Date.now() / 1000);
    expect(await kind.receive({ body })).toBeNull();
    expect(await kind.receive(slack.signed(body, { secret: 'f'.repeat(32) }))).toBeNull();
    expect(await kind.receive(slack.signed(body, { seconds: seconds - 310 }))).toBeNull();
    expect(await kind.receive(slack.signed(body, { seconds: seconds + 310 }))).toBeNull();
    expect(await kind.receive({ ...slack.signed(body), body: `${body}&x=1` })).toBeNull();
    expect((await kind.receive(slack.signed(body)))!.happenings).toHaveLength(1);
    const unsigned = await workspace('neither');
    expect(await unsigned.kind.receive(slack.signed(body))).toBeNull();
  });

  test('of the link does nothing, and the address is confirmed when Slack asks', async () => {
    const { slack, kind } = await workspace();
    const opened = await kind.receive(slack.signed(slack.form(slack.press({ action_id: 'open', text: '' }, 'U1'))));
    expect(opened!.happenings).toEqual([]);
    const asked = await kind.receive(slack.signed(JSON.stringify({ type: 'url_verification', challenge: 'abc' })));
    expect(await asked!.answer([])).toMatchObject({ status: 200, body: 'abc' });
    expect(await kind.receive(slack.signed('{"type":"event_callback"}'))).toBeNull();
  });
});

test('a question by command is answered to who asks, by HTTP and in Socket Mode', async () => {
  const { slack, kind } = await workspace();
  const fields = { command: '/evenkeel', text: 'checkout', user_id: 'U0123ABCD', trigger_id: '1.2', response_url: 'x' };
  const asked = await kind.receive(slack.signed(new URLSearchParams(fields).toString()));
  const by = { channel: 'slack', identity: 'U0123ABCD' };
  const question = { kind: 'question', key: '1.2', text: 'checkout', by, isPrivate: true };
  expect(asked!.happenings).toEqual([question]);
  const answer = { response_type: 'ephemeral', text: 'A &amp; B: Ada' };
  const handled = { isDone: true, text: 'A & B: Ada', isRepeat: false };
  expect(JSON.parse((await asked!.answer([handled])).body!)).toEqual(answer);

  const without = await workspace('appToken');
  const { heard } = without.kind.listen({ handled });
  const socket = await eventually(() => without.slack.sockets[0]);
  socket.send(JSON.stringify({ type: 'slash_commands', envelope_id: 'e1', payload: fields }));
  await eventually(() => without.slack.confirmed.length === 1);
  expect(heard).toEqual([question]);
  expect(without.slack.answers).toEqual([answer]);
});

test('the documented example of a signature counts, and nothing that differs from it', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const request = {
    ...{ method: 'POST', url: 'https://evenkeel.test/hooks/slack/1', query: new URLSearchParams() },
    headers: {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    body: Buffer.from(body),
  };
  const secret = '8f742231b10e8888abcd99yyyzzz85a5';
  expect(isSignedBySlack(request, secret, 1_531_420_618_000)).toBe(true);
  expect(isSignedBySlack(request, secret, 1_531_420_919_000)).toBe(false);
  expect(isSignedBySlack({ ...request, body: Buffer.from(`${body}0`) }, secret, 1_531_420_618_000)).toBe(false);
});

describe('Socket Mode', () => {
  test('brings presses without any way in, confirms each and goes on after Slack ends a socket', async () => {
    const { slack, kind } = await workspace('appToken');
    await kind.send(pageMessage(), ada);
    const button = buttonOf(slack.posted[0]!, 'acknowledge');
    const { heard, problems } = kind.listen();
    const first = await eventually(() => slack.sockets[0]);
    first.send(JSON.stringify({ type: 'interactive', envelope_id: 'e1', payload: slack.press(button, 'U0123ABCD') }));
    first.send(JSON.stringify({ type: 'events_api', envelope_id: 'e2', payload: {} }));
    first.send('no JSON');
    await eventually(() => slack.confirmed.length === 2 && slack.told.length === 1);
    expect(heard).toMatchObject([{ kind: 'press', token: 'tok-1', by: { identity: 'U0123ABCD' } }]);
    expect(slack.told[0]!.text).toBe(done.text);

    first.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    const second = await eventually(() => slack.sockets[1]);
    second.send(JSON.stringify({ type: 'interactive', envelope_id: 'e3', payload: slack.press(button, 'U2') }));
    await eventually(() => heard.length === 2);
    expect(problems).toEqual([]);
  });

  test('comes back after a broken connection, and a refused token is a problem to be tried again', async () => {
    const { slack, kind } = await workspace('appToken');
    const { problems } = kind.listen();
    (await eventually(() => slack.sockets[0])).destroy();
    (await eventually(() => slack.sockets[1])).close();
    const third = await eventually(() => slack.sockets[2]);
    third.send(JSON.stringify({ type: 'disconnect', reason: 'link_disabled' }));
    await eventually(() => slack.sockets.length > 3);
    expect(problems.slice(1, 3).map(String)).toEqual([
      'Error: Slack closed the socket',
      'Error: Socket Mode is off in the Slack app',
    ]);
    const wrong = tryKind(slackWorkspace, {
      apiUrl: slack.apiUrl,
      botToken: slack.botToken,
      appToken: 'xapp-wrong-one',
    });
    const refused = wrong.listen();
    await eventually(() => refused.problems.length > 0);
    expect(String(refused.problems[0])).toContain('invalid_auth');
    expect(JSON.stringify([problems, refused.problems].map(String))).not.toContain('xapp');
  });
});
