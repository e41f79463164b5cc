import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startService } from '../../../../../test/stand-ins/http-service.ts';
import { tryKind } from '../io-for-tests.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { custom, customHttp } from './custom.ts';
import { isJsonPath, textAtPath } from './json-path.ts';

/** A gateway for text messages that answers 200 for everything, as some do. */
async function gateway(settings: Record<string, unknown> = {}) {
  const service = await startService(({ headers }) => {
    const isKnown = headers.authorization === 'Bearer key-of-the-gateway';
    return { body: { messages: [{ id: 77, status: isKnown ? 'queued' : 'rejected' }] } };
  });
  const whole = {
    url: `${service.url}/send/{{ recipient }}`,
    headers: 'Authorization: Bearer {{ secret }}\nX-Title: {{ page.title }}',
    secret: 'key-of-the-gateway',
    body: '{"to": "{{ recipient }}", "text": "{{ text }}", "labels": {{ page.labels | json }}, "id": "{{ id }}"}',
    successPath: '$.messages[0].status',
    successValue: 'queued',
    idPath: 'messages[0].id',
    ...settings,
  };
  return { service, whole, ...tryKind(customHttp, whole) };
}
const to = { recipient: '+49 170 1234567' };

test('a request is made of the templates, and the reply tells whether it was taken and under which id', async () => {
  const { service, send } = await gateway();
  expect(await send(pageMessage(), to)).toEqual({ outcome: 'sent', providerId: '77' });
  const [request] = service.requests;
  expect(request).toMatchObject({ method: 'POST', path: '/send/%2B49%20170%201234567' });
  expect(request!.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-title': 'High error rate',
  });
  expect(request!.json).toMatchObject({ to: to.recipient, labels: { region: 'eu-west-1', team: 'payments' } });
  expect(request!.json.text).toContain('5xx above 20 %');
  for (const message of oneOfEachKind()) expect((await send(message, to)).outcome).toBe('sent');
});

test('hostile texts stay texts in every place of the request', async () => {
  const { service, send } = await gateway();
  for (const [name, text] of hostileTexts) {
    const page = {
      title: text,
      summary: [text],
      labels: [
        { name: 'label', value: text },
        { name: text, value: 'x' },
      ],
    };
    expect([name, (await send(pageMessage(page), { recipient: text.slice(0, 300) || 'x' })).outcome]).toEqual([
      name,
      'sent',
    ]);
    const { json, path } = service.requests.at(-1)!;
    expect(Object.keys(json)).toEqual(['to', 'text', 'labels', 'id']);
    expect(path.split('/')).toHaveLength(3);
  }
});

test('forms and plain text are escaped as such', async () => {
  const body = 'to={{ recipient }}\n&text={{ page.title }}';
  const form = await gateway({ contentType: 'form', body });
  await form.send(pageMessage({ title: 'a&to=evil\nb' }), to);
  const fields = new URLSearchParams(form.service.requests[0]!.text);
  expect([...fields.keys()]).toEqual(['to', 'text']);
  expect(fields.get('text')).toBe('a&to=evil b');
  const text = await gateway({ contentType: 'text', body: '{{ sms }}', method: 'PUT' });
  await text.send(pageMessage(), to);
  expect(text.service.requests[0]).toMatchObject({ method: 'PUT' });
  expect(text.service.requests[0]!.text).toContain('https://evenkeel.test/a/tok-1');
  const get = await gateway({ method: 'GET' });
  await get.send(pageMessage(), to);
  expect(get.service.requests[0]).toMatchObject({ method: 'GET', text: '' });
});

test('a failure in a reply of 200, and each class of status, has its outcome', async () => {
  const refused = await gateway({ secret: 'another' });
  expect(await refused.send(pageMessage(), to)).toEqual({
    outcome: 'failed',
    reason: 'the reply does not say that it was sent',
  });
  const { service, send } = await gateway({ successStatuses: '200, 204', retryStatuses: '409, 429, 500-599' });
  const outcomes = [];
  for (const status of [201, 302, 400, 401, 409, 429, 503]) {
    service.setFault({ status, headers: { 'retry-after': '9' } });
    outcomes.push(await send(pageMessage(), to));
  }
  expect(outcomes).toMatchObject([
    { outcome: 'failed', reason: 'the service answered 201' },
    { outcome: 'failed' },
    { outcome: 'failed', reason: 'the service answered 400' },
    { outcome: 'failed', isProviderFault: true },
    { outcome: 'retry', afterSeconds: 9, reason: 'the service answered 409' },
    { outcome: 'retry', afterSeconds: 9 },
    { outcome: 'retry', afterSeconds: 9 },
  ]);
  service.setFault('hang up');
  expect(await send(pageMessage(), to)).toMatchObject({ outcome: 'retry', mayHaveArrived: true });
});

test('a template that makes no JSON is the fault of the settings', async () => {
  const { service, send } = await gateway({ body: '{"text": {{ text }} }' });
  expect(await send(pageMessage(), to)).toMatchObject({ outcome: 'failed', isProviderFault: true });
  expect(service.requests).toEqual([]);
});

test('settings that cannot work are refused where they are entered', async () => {
  const url = 'https://gateway.test/send';
  const refused = (settings: object) => expect(() => customHttp.acceptSettings({ url, ...settings })).toThrow();
  refused({ url: 'https://{{ recipient }}/send' });
  refused({ url: 'https://gateway.test{{ recipient }}' });
  refused({ url: 'ftp://gateway.test' });
  refused({ body: '{{ text' });
  refused({ body: '{% include "secrets" %}' });
  refused({ body: '{% for x in page.labels %}{% endfor %}' });
  refused({ headers: 'no colon' });
  refused({ successStatuses: 'all' });
  refused({ idPath: '$..[?(@.x)]' });
  refused({ inbound: 'hmac' });
  expect(customHttp.describe({ url: `${url}?key={{ secret }}` })).toBe('POST gateway.test');
  expect(customHttp.destinationsOf({ url })).toEqual(['https://gateway.test']);
  expect(customHttp.fieldLabels!({ url, recipientLabel: 'Pager' })).toEqual({ recipient: 'Pager' });
});

const inbound = {
  ...{ url: 'https://gateway.test', inboundSecret: 'secret of the replies', inboundIdPath: '$.id' },
  ...{ fromPath: '$.message.from', textPath: '$.message.text' },
};
const reply = JSON.stringify({ id: 9, message: { from: '0049 170', text: '3a' } });

test('a reply counts with the secret in its address, and the answer has words for its sender', async () => {
  const { receive } = tryKind(customHttp, { ...inbound, inbound: 'query' });
  const good = `?secret=${encodeURIComponent(inbound.inboundSecret)}`;
  const read = await receive({ query: good, body: reply });
  const by = { channel: 'custom', identity: custom.identityOf({ recipient: '0049170' }) };
  expect(read!.happenings).toEqual([{ kind: 'reply', key: '9', text: '3a', by }]);
  const { body } = await read!.answer([{ isDone: true, text: 'Acknowledged.', isRepeat: false }]);
  expect(JSON.parse(body!)).toEqual({ done: true, text: 'Acknowledged.' });
  for (const query of ['', '?secret=', '?secret=secret', `${good}x`])
    expect(await receive({ query, body: reply })).toBeNull();
  expect(await receive({ query: good, body: reply, method: 'GET' })).toBeNull();
  expect((await receive({ query: good, body: '[]' }))!.happenings).toEqual([]);
});

test('a signature counts over the raw bytes, in hex or base64, with or without its name before it', async () => {
  const { receive } = tryKind(customHttp, { ...inbound, inbound: 'hmac', signatureHeader: 'X-Signature' });
  const hmac = createHmac('sha256', inbound.inboundSecret).update(reply);
  const made = hmac.digest();
  const signed = (signature: string, body = reply) => receive({ headers: { 'x-signature': signature }, body });
  for (const signature of [made.toString('hex'), `sha256=${made.toString('hex')}`, made.toString('base64')])
    expect((await signed(signature))?.happenings).toHaveLength(1);
  expect(await signed(made.toString('hex'), `${reply} `)).toBeNull();
  expect(await signed('')).toBeNull();
  expect(await receive({ body: reply, query: `?secret=${inbound.inboundSecret}` })).toBeNull();

  // RFC 4231, test case 1.
  const settings = { ...inbound, inbound: 'hmac', signatureHeader: 'X-Signature', inboundSecret: '\v'.repeat(20) };
  const signature = 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7';
  expect(
    await tryKind(customHttp, settings).receive({ headers: { 'x-signature': signature }, body: 'Hi There' }),
  ).not.toBeNull();
});

test('a button of the service brings its token and action back, in JSON or a form', async () => {
  const settings = { ...inbound, inbound: 'query', fromPath: 'from', buttonPath: 'token', actionPath: 'action' };
  const { receive } = tryKind(customHttp, settings);
  const query = `?secret=${encodeURIComponent(inbound.inboundSecret)}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const pressed = await receive({ query, headers: form, body: 'from=Ana&token=7.abc&action=Escalate' });
  expect(pressed!.happenings).toMatchObject([
    { kind: 'press', token: '7.abc', action: 'escalate', by: { channel: 'custom', identity: 'ana' } },
  ]);
  expect((await receive({ query, body: '{"from":"ana","token":"7.abc","action":"delete"}' }))!.happenings).toEqual([]);
});

test('a receipt says what became of a message, and what is neither its end nor about a message is no news', async () => {
  const settings = {
    ...{ url: 'https://gateway.test', inbound: 'query', inboundSecret: 'secret of the replies', idPath: '$.id' },
    ...{ receiptIdPath: '$.message.id', receiptPath: '$.message.state' },
    ...{ deliveredValues: 'delivered, Read', failedValues: 'undeliverable' },
  };
  const { receive } = tryKind(customHttp, settings);
  const query = `?secret=${encodeURIComponent(settings.inboundSecret)}`;
  const report = async (message: object) =>
    (await receive({ query, body: JSON.stringify({ message }) }))!.happenings.map((each) => ({ ...each, key: '' }));
  expect(await report({ id: 7, state: 'read' })).toEqual([
    { kind: 'receipt', key: '', messageId: '7', state: 'delivered' },
  ]);
  expect(await report({ id: 'm7', state: 'undeliverable' })).toEqual([
    { kind: 'receipt', key: '', messageId: 'm7', state: 'failed', reason: 'the service reports: undeliverable' },
  ]);
  expect(await report({ id: 7, state: 'queued' })).toEqual([]);
  expect(await report({ state: 'read' })).toEqual([]);
  expect(await receive({ query: '?secret=x', body: '{"message":{"id":7,"state":"read"}}' })).toBeNull();
  const refused = (more: object) => expect(() => customHttp.acceptSettings({ ...settings, ...more })).toThrow();
  for (const missing of ['idPath', 'receiptIdPath', 'receiptPath']) refused({ [missing]: undefined });
  refused({ failedValues: undefined, deliveredValues: undefined });
});

test('paths of JSON are read in both spellings', () => {
  const value = { a: [{ b: true }, { c: 3 }] };
  expect(['$.a[0].b', 'a.0.b', '$.a[1].c', 'a[1].d', '$.x'].map((path) => textAtPath(value, path))).toEqual([
    ...['true', 'true', '3'],
    ...[undefined, undefined],
  ]);
  expect(textAtPath('queued', '$')).toBe('queued');
  expect(['$[0].id', '[0]', '$', 'a-b.c'].map(isJsonPath)).toEqual([true, true, true, true]);
  expect(['', 'a..b', '$.', '..'].map(isJsonPath)).toEqual([false, false, false, false]);
});
