/** Signatures of senders over real HTTP: what proves itself comes in, everything else is answered with 401 and counted. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer, type TestServer } from '../../../../test/harness/server.ts';
import { makeSigner, snsMessage, subscriptionConfirmation, topicArn } from '../../../../test/stand-ins/amazon-sns.ts';
import {
  getSourceVerification,
  setSourceVerification,
  type VerificationInput,
  type verificationInput,
} from '../../../contract/detect/source-verification.ts';
import { addAdditionalKey, createSource, getSource, readSourceSetup } from '../../../contract/detect/sources.ts';
import { createEgress } from '../../platform/egress/egress.ts';

/** The public addresses of Amazon, Google and Microsoft lead to one stand-in here, through the real egress. */
let standInUrl = '';
const real = createEgress({ allow: ['127.0.0.1'] });
const egress: typeof real = {
  ...real,
  request: (wanted) => real.request({ ...wanted, url: wanted.url.replace(/^https:\/\/([^/]+)/, `${standInUrl}/$1`) }),
};

const answers = new Map<string, { status: number; body: string }>();
const asked: string[] = [];
const standIn = createServer((request, response) => {
  const url = request.url ?? '';
  asked.push(url);
  const { status, body } = answers.get(url.split('?')[0]!) ?? { status: 404, body: '' };
  response.writeHead(status).end(body);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => standIn.listen(0, '127.0.0.1', resolve));
  standInUrl = `http://127.0.0.1:${(standIn.address() as AddressInfo).port}`;
});
afterAll(() => void standIn.close());

const getServer = sharedServer({ egress });
let made = 0;

async function newSource(server: TestServer, rule: z.input<typeof verificationInput> | null, type = 'generic') {
  made += 1;
  const slug = `signed-${made}`;
  const { id } = await server.admin.call(createSource, { body: { slug, name: slug, type } });
  if (rule) await server.admin.call(setSourceVerification, { params: { id }, body: { rule } });
  const { key } = await server.admin.call(readSourceSetup, { params: { id } });
  const send = async (body: string, headers: Record<string, string> = {}, address = `/in/${key}`) => {
    const response = await fetch(server.url + address, { method: 'POST', body, headers });
    return { status: response.status, text: await response.text() };
  };
  const read = () => server.admin.call(getSourceVerification, { params: { id } });
  const source = () => server.admin.call(getSource, { params: { id } });
  return { id, slug, key, send, read, source };
}

const eventsOf = async (server: TestServer, id: number) =>
  (
    await server.db.query<{ kind: string; data: unknown }>(
      "select kind, data from events where subject_kind = 'source' and subject_id = $1 order by id",
      [id],
    )
  ).rows;

const alert = JSON.stringify({ title: 'It is down' });
const secret = 'hU7-kq2Lw9x-Zr41';
const signature = (body: string, by = secret) => `sha256=${createHmac('sha256', by).update(body).digest('hex')}`;

test('a source without a rule takes what is not signed', async () => {
  const { send, read } = await newSource(await getServer(), null);
  expect((await send(alert)).status).toBe(202);
  expect(await read()).toMatchObject({ rule: { method: 'none' }, hasSecret: false, refused: null, version: 1 });
});

test('what is not signed or wrongly signed is answered with 401 that says why, and counted with where it came from', async () => {
  const server = await getServer();
  const { send, read, source } = await newSource(server, { method: 'github', secret });
  expect((await send(alert, { 'x-hub-signature-256': signature(alert) })).status).toBe(202);
  const unsigned = await send(alert);
  expect(unsigned.status).toBe(401);
  expect(JSON.parse(unsigned.text)).toMatchObject({
    code: 'sender_not_verified',
    detail: expect.stringContaining('X-Hub-Signature-256'),
  });
  expect((await send(`${alert} `, { 'x-hub-signature-256': signature(alert) })).status).toBe(401);
  await eventually(async () => (await read()).refused?.count === 2);
  expect((await read()).refused).toMatchObject({ count: 2, lastFrom: '127.0.0.1' });
  const seen = await source();
  expect(seen).toMatchObject({
    signalCount: 1,
    refusedCount: 2,
    lastRefusal: expect.stringContaining('does not match'),
  });
});

test('an additional key, an empty body and a compressed one are held to the same rule', async () => {
  const server = await getServer();
  const { id, send, key } = await newSource(server, { method: 'github', secret });
  const old = crypto.randomUUID();
  await server.admin.call(addAdditionalKey, { params: { id }, body: { name: 'old', key: old } });
  expect((await send(alert, {}, `/in/${old}`)).status).toBe(401);
  expect((await fetch(`${server.url}/in/${key}?title=Down`)).status).toBe(401);
  const { gzipSync } = await import('node:zlib');
  const packed = await fetch(`${server.url}/in/${key}`, {
    method: 'POST',
    body: gzipSync(alert),
    headers: { 'content-encoding': 'gzip', 'x-hub-signature-256': signature(alert) },
  });
  expect(packed.status).toBe(202);
});

test('while a secret is replaced both are taken, until the old one is ended', async () => {
  const server = await getServer();
  const { id, send, read } = await newSource(server, { method: 'github', secret });
  const next = 'T9w-2mXe8-vbQ04p';
  const params = { id };
  const signed = (by: string) => send(alert, { 'x-hub-signature-256': signature(alert, by) });
  const changed = await server.admin.call(setSourceVerification, {
    params,
    body: { rule: { method: 'github', secret: next } },
  });
  expect(Date.parse(changed.oldSecretUntil!) - Date.now()).toBeGreaterThan(23 * 3_600_000);
  expect((await signed(secret)).status).toBe(202);
  expect((await signed(next)).status).toBe(202);
  // A change of something else keeps both, and their end.
  const kept = await server.admin.call(setSourceVerification, { params, body: { rule: { method: 'github' } } });
  expect(kept.oldSecretUntil).toBe(changed.oldSecretUntil);
  expect((await signed(secret)).status).toBe(202);
  await server.admin.call(setSourceVerification, { params, body: { rule: { method: 'github' }, oldSecretHours: 0 } });
  expect((await signed(secret)).status).toBe(401);
  expect((await signed(next)).status).toBe(202);
  expect(await read()).toMatchObject({ hasSecret: true, oldSecretUntil: null });
});

test('an old secret ends by itself', async () => {
  const server = await getServer();
  const { id, send } = await newSource(server, { method: 'github', secret });
  const body = { rule: { method: 'github' as const, secret: 'T9w-2mXe8-vbQ04p' }, oldSecretHours: 1 };
  await server.admin.call(setSourceVerification, { params: { id }, body });
  await server.db.query(
    "update source_verifications set old_secret_until = evenkeel.now() - interval '1 second' where source_id = $1",
    [id],
  );
  await eventually(async () => (await send(alert, { 'x-hub-signature-256': signature(alert) })).status === 401);
});

test('a secret is never shown, neither by the API nor in events nor in what was kept of requests', async () => {
  const server = await getServer();
  const { id, send, read } = await newSource(server, { method: 'header', header: 'X-Secret-Of-Ours', secret });
  expect((await send(alert, { 'x-secret-of-ours': secret })).status).toBe(202);
  const items = await eventsOf(server, id);
  expect(items.map(({ kind }) => kind)).toContain('source.verificationChanged');
  const rows = await server.db.query(
    `select s.request::text || encode(s.body, 'escape') as text from signals s where source_id = $1
     union all select secrets from source_verifications where source_id = $1`,
    [id],
  );
  expect(JSON.stringify([await read(), items, rows.rows])).not.toContain(secret);
});

test('a secret is asked for where there is none, and one that is easy to guess or would be kept is refused', async () => {
  const server = await getServer();
  const { id } = await newSource(server, { method: 'github', secret });
  const set = (rule: VerificationInput) => server.admin.call(setSourceVerification, { params: { id }, body: { rule } });
  for (const rule of [
    { method: 'sentry' },
    { method: 'github', secret: 'aaaaaaaaaaaaaaaa' },
    { method: 'standard-webhooks', secret },
    { method: 'header', header: 'User-Agent', secret },
    { method: 'header', header: 'Ce-Type', secret },
  ] as const)
    await expect(set(rule)).rejects.toMatchObject({ status: 400 });
});

test('the protocols of PagerDuty and Opsgenie say it in their own words', async () => {
  const server = await getServer();
  const rule = { method: 'header', header: 'X-Secret-Of-Ours', secret } as const;
  const pagerduty = await newSource(server, rule, 'pagerduty-events-v2');
  const event = JSON.stringify({
    routing_key: pagerduty.key,
    event_action: 'trigger',
    payload: { summary: 'a', source: 'b', severity: 'error' },
  });
  const refused = await pagerduty.send(event, {}, '/v2/enqueue');
  expect([refused.status, JSON.parse(refused.text).status]).toEqual([401, 'invalid event']);
  expect((await pagerduty.send(event, { 'x-secret-of-ours': secret }, '/v2/enqueue')).status).toBe(202);
  const opsgenie = await newSource(server, rule, 'opsgenie-api');
  const authorization = `GenieKey ${opsgenie.key}`;
  const answer = await opsgenie.send('{"message":"a"}', { authorization }, '/v2/alerts');
  expect([answer.status, JSON.parse(answer.text).message]).toEqual([401, expect.stringContaining('X-Secret-Of-Ours')]);
});

const ofSns = 'sns.eu-west-1.amazonaws.com';
const certificatePath = `/${ofSns}/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem`;

test('Amazon SNS: a subscription is confirmed by itself, messages are verified, and other topics are refused', async () => {
  const server = await getServer();
  const signer = makeSigner();
  answers.set(certificatePath, { status: 200, body: signer.cert });
  const { id, send, read, source } = await newSource(server, { method: 'sns', topicArns: [topicArn] });
  const text = { 'content-type': 'text/plain; charset=UTF-8' };

  answers.set(`/${ofSns}/`, { status: 500, body: '' });
  const asking = JSON.stringify(subscriptionConfirmation(signer));
  expect((await send(asking, text)).status).toBe(503);
  answers.set(`/${ofSns}/`, { status: 200, body: '<ConfirmSubscriptionResponse/>' });
  expect((await send(asking, text)).status).toBe(202);
  expect(asked).toContainEqual(
    expect.stringMatching(new RegExp(`^/${ofSns}/\\?Action=ConfirmSubscription&.*Token=token-1$`)),
  );
  expect((await read()).subscription).toMatchObject({ topicArn });
  expect((await eventsOf(server, id)).at(-1)).toMatchObject({ kind: 'source.subscribed', data: { topicArn } });

  for (const version of ['1', '2'] as const)
    expect((await send(JSON.stringify(snsMessage(signer, {}, version)), text)).status).toBe(202);
  await eventually(async () => (await source()).signalCount === 2);
  const fetches = () => asked.filter((url) => url === certificatePath).length;
  expect(fetches()).toBe(1);

  const before = asked.length;
  const foreign = { TopicArn: 'arn:aws:sns:eu-west-1:999999999999:alarms' };
  const hostile = { SubscribeURL: 'https://internal.example/' };
  for (const body of [
    snsMessage(signer, foreign),
    subscriptionConfirmation(signer, foreign),
    subscriptionConfirmation(signer, hostile),
    { ...snsMessage(signer), SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem' },
    { ...snsMessage(signer), Message: 'changed' },
    snsMessage(makeSigner()),
    snsMessage(signer, { Timestamp: new Date(Date.now() - 2 * 3_600_000).toISOString() }),
    { AlarmName: 'raw', NewStateValue: 'ALARM' },
  ])
    expect((await send(JSON.stringify(body), text)).status).toBe(401);
  expect(asked.length).toBe(before);
  await eventually(async () => (await read()).refused?.count === 8);
});

test('Amazon SNS: a certificate that cannot be read now makes it send again, and loses nothing', async () => {
  const signer = makeSigner();
  const { send } = await newSource(await getServer(), { method: 'sns', topicArns: [topicArn] });
  const SigningCertURL = `https://${ofSns}/SimpleNotificationService-11111111111111111111111111111111.pem`;
  answers.set(`/${ofSns}/SimpleNotificationService-11111111111111111111111111111111.pem`, { status: 503, body: '' });
  expect((await send(JSON.stringify({ ...snsMessage(signer), SigningCertURL }))).status).toBe(503);
  const nowhere = SigningCertURL.replaceAll('1111', '2222');
  expect((await send(JSON.stringify({ ...snsMessage(signer), SigningCertURL: nowhere }))).status).toBe(401);
});

async function tokenSigner(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const sign = (claims: Record<string, unknown>, expires = '5m') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(privateKey);
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }, sign };
}

test('Google Pub/Sub: the token must be signed by Google, for this audience and of this account', async () => {
  const ours = await tokenSigner('google-1');
  const forged = await tokenSigner('google-1');
  answers.set('/www.googleapis.com/oauth2/v3/certs', { status: 200, body: JSON.stringify({ keys: [ours.jwk] }) });
  const email = 'push@shop.iam.gserviceaccount.com';
  const { send } = await newSource(await getServer(), { method: 'google', audience: 'https://alerts.example', email });
  const good = { iss: 'https://accounts.google.com', aud: 'https://alerts.example', email, email_verified: true };
  const status = async (token: string) => (await send(alert, { authorization: `Bearer ${token}` })).status;
  expect(await status(await ours.sign(good))).toBe(202);
  expect((await send(alert)).status).toBe(401);
  for (const bad of [
    ours.sign({ ...good, aud: 'https://other.example' }),
    ours.sign({ ...good, iss: 'https://issuer.example' }),
    ours.sign({ ...good, email: 'other@shop.iam.gserviceaccount.com' }),
    ours.sign({ ...good, email_verified: false }),
    ours.sign(good, '-2m'),
    forged.sign(good),
    (await tokenSigner('unknown')).sign(good),
  ])
    expect(await status(await bad)).toBe(401);
});

test('Azure Monitor: the token must be of the tenant, for this application and of Action Groups', async () => {
  const tenant = '7f8f3a50-5a0e-4b43-9a0e-000000000001';
  const ours = await tokenSigner('entra-1');
  answers.set(`/login.microsoftonline.com/${tenant}/discovery/v2.0/keys`, {
    status: 200,
    body: JSON.stringify({ keys: [ours.jwk] }),
  });
  const { send } = await newSource(await getServer(), { method: 'entra', tenant, audience: 'api://evenkeel' });
  const appid = '461e8683-5575-4561-ac7f-899cc907d62a';
  const status = async (token: string) => (await send(alert, { authorization: `Bearer ${token}` })).status;
  const good = { iss: `https://sts.windows.net/${tenant}/`, aud: 'api://evenkeel', appid };
  expect(await status(await ours.sign(good))).toBe(202);
  expect(
    await status(
      await ours.sign({ iss: `https://login.microsoftonline.com/${tenant}/v2.0`, aud: good.aud, azp: appid }),
    ),
  ).toBe(202);
  expect(await status(await ours.sign({ ...good, appid: '00000000-0000-4000-8000-000000000009' }))).toBe(401);
  expect(
    await status(await ours.sign({ ...good, iss: 'https://sts.windows.net/00000000-0000-4000-8000-000000000009/' })),
  ).toBe(401);
});

test('a call that is refused by its answer is counted on the source as other refusals are', async () => {
  const server = await getServer();
  const prometheus = await newSource(server, null, 'alertmanager-api');
  const at = new Date().toISOString();
  const silence = {
    matchers: [{ name: 'a', value: 'b', isRegex: false }],
    startsAt: at,
    endsAt: at,
    createdBy: '',
    comment: '',
  };
  const answer = await prometheus.send(JSON.stringify(silence), {}, `/in/${prometheus.key}/api/v2/silences`);
  expect(answer.status).toBe(400);
  await eventually(async () => (await prometheus.source()).refusedCount === 1);
  expect((await prometheus.source()).lastRefusal).toContain('does not let its key silence');
  const opsgenie = await newSource(server, null, 'opsgenie-api');
  const headers = { authorization: `GenieKey ${opsgenie.key}` };
  expect((await fetch(`${server.url}/v2/alerts?query=owner:me`, { headers })).status).toBe(422);
  expect((await fetch(`${server.url}/v2/alerts/4711`, { headers })).status).toBe(404);
  await eventually(async () => (await opsgenie.source()).refusedCount > 0);
  expect(await opsgenie.source()).toMatchObject({ refusedCount: 1, lastRefusal: expect.stringContaining('owner:me') });
});
