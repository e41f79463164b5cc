import { expect, test } from 'vitest';
import { blankSecrets } from './blank-secrets.ts';

const key = 'k3yOfTheSource-0123456789_abcdef';
const blanked = (body: string | Buffer, contentType = 'application/json', more = {}) => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const request = { method: 'POST', path: '', query: {}, headers: {}, contentType, body: bytes, assignedKey: 'a' };
  return blankSecrets({ ...request, receivedAt: 0, ...more }, key);
};
const textOf = (body: Uint8Array, encoding: BufferEncoding = 'utf8') => Buffer.from(body).toString(encoding);
const escaped = (text: string) => [...text].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('');
const percent = (text: string) => [...text].map((one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`).join('');

test.each([
  ['as it is', `{"routing_key":"${key}","a":1}`],
  ['twice', `{"routing_key":"${key}","title":"my key is ${key}"}`],
  ['escaped', `{"routing_key":"${escaped(key)}","a":1}`],
  ['escaped in part', `{"routing_key":"${key.slice(0, 9)}${escaped(key.slice(9))}","a":1}`],
  ['escaped in capitals', `{"routing_key":"${escaped(key).toUpperCase().replaceAll('U00', 'u00')}","a":1}`],
])('the key is in no JSON, %s', (_name, body) => {
  const text = textOf(blanked(body).body);
  expect(text).toHaveLength(body.length);
  expect(JSON.stringify(JSON.parse(text))).not.toContain(key.slice(0, 8));
  expect(JSON.parse(text).routing_key).toMatch(/^\*+$/);
});

test.each([
  ['Latin-1', Buffer.from(`{"title":"Störung","routing_key":"${key}"}`, 'latin1'), 'latin1'],
  ['UTF-16', Buffer.from(`\ufeff{"title":"Störung","routing_key":"${key}"}`, 'utf16le'), 'utf16le'],
  ['UTF-16 with escapes', Buffer.from(`{"title":"Störung","routing_key":"${escaped(key)}"}`, 'utf16le'), 'utf16le'],
] as const)('the key is in no body in %s, and the rest of it stays', (_name, body, encoding) => {
  const text = textOf(blanked(body).body, encoding);
  expect(text).toMatch(/"title":"Störung","routing_key":"\*+"/);
});

test('UTF-16 in the other byte order is blanked too', () => {
  const body = Buffer.from(`\ufeff{"routing_key":"${key}"}`, 'utf16le').swap16();
  expect(textOf(Buffer.from(blanked(body).body).swap16(), 'utf16le')).toMatch(/"routing_key":"\*{32}"/);
});

test.each([
  'pwd',
  'db_pwd',
  'passphrase',
  'credentials',
  'session_cookie',
  'bearer',
  'jwt',
  'idJwt',
  'private_key',
  'signingKey',
])('the value of %s is kept nowhere', (name) => {
  expect(textOf(blanked(JSON.stringify({ title: 'a', [name]: 'Sup3rS3cretPassw' })).body)).not.toContain('Sup3r');
});

test.each([
  ['password', 'hunter2'],
  ['db_password', 'correct horse battery'],
  ['Authorization', 'Bearer eyJhbGciOi'],
  ['proxy-authorization', 'Basic YTpi'],
  ['authorization', 'ApiKey 0123456789abcdef'],
  ['cookie', 'a=1; session=Sup3r'],
])('a short or spaced value of %s is kept nowhere', (name, value) => {
  const body = JSON.stringify({ title: 'a', nested: { [name]: value }, text: JSON.stringify({ [name]: value }) });
  const text = textOf(blanked(body).body);
  const kept = JSON.parse(text);
  expect(kept.nested[name]).toMatch(/^\*+$/);
  expect(JSON.parse(kept.text)[name]).toMatch(/^\*+$/);
});

test('words about secrets are not taken for them', () => {
  const body = JSON.stringify({
    token: 'has expired',
    authorization: 'failed for carol',
    api_key: 'missing',
    title: 'a',
  });
  expect(textOf(blanked(body).body)).toBe(body);
});

test('forms, queries, paths and headers keep no key and nothing named like a secret', () => {
  const type = 'application/x-www-form-urlencoded';
  expect(textOf(blanked(`title=a&key=${percent(key)}&api_token=abc`, type).body)).toMatch(
    /^title=a&key=\*{96}&api_token=\*{3}$/,
  );
  const query = { token: 'secret-of-the-sender', dedup_key: 'disk', note: `see ${key}` };
  const request = blanked('{}', 'application/json', {
    query,
    path: `/x/${key}`,
    headers: { 'user-agent': `c/${key}` },
  });
  expect(request.query).toEqual({ token: '*'.repeat(20), dedup_key: 'disk', note: `see ${'*'.repeat(32)}` });
  expect(JSON.stringify([request.path, request.headers])).not.toContain(key);
});

test('values of fields named like secrets go, also in JSON that is carried as text; what people read stays', () => {
  const inner = JSON.stringify({ shared_secret: 'abcdefghijklmnop', title: 'Disk full' });
  const body = JSON.stringify({
    ...{ api_key: '0123456789abcdef', Authorization: 'Bearer-0123456789', password: 'correct-horse-battery' },
    ...{ token: 'n8', title: 'The token bucket of api_key is empty', dedup_key: 'a-dedup-key-that-is-long', inner },
  });
  const value = JSON.parse(textOf(blanked(body).body));
  expect(value).toMatchObject({
    ...{ api_key: '*'.repeat(16), Authorization: '*'.repeat(17), password: '*'.repeat(21) },
    ...{ token: 'n8', title: 'The token bucket of api_key is empty', dedup_key: 'a-dedup-key-that-is-long' },
  });
  expect(JSON.parse(value.inner)).toEqual({ shared_secret: '*'.repeat(16), title: 'Disk full' });
});

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const inFull = JSON.stringify({ title: 'a', password: 'hunter2' });
const part = 'content-disposition: form-data; name="password"';

test.each<[string, string | Buffer, string]>([
  ['in UTF-16', Buffer.from(`\ufeff${inFull}`, 'utf16le'), json],
  ['in UTF-16 in the other byte order', Buffer.from(inFull, 'utf16le').swap16(), json],
  ['as JSON in a form', `payload=${encodeURIComponent(inFull)}`, form],
  ['as JSON in a form that escapes everything', `payload=${percent(inFull)}`, form],
  ['under an escaped name of a form', `pass%77ord=hunter2`, form],
  ['behind an escaped quote', '{"password":"\\"hunter2"}', json],
  ['with an escape in it', '{"password":"a\\\\hunter2","b":1}', json],
  ['in an inner text with escapes', JSON.stringify({ inner: JSON.stringify({ password: 'a"hunter2' }) }), json],
  ['in a list', '{"passwords":["a","hunter2"]}', json],
  ['of a header that is a pair', '{"headers":[["Accept","*"],["Cookie","a=hunter2"]]}', json],
  ['of an object with name and value', '{"headers":[{"name":"Cookie","value":"a=hunter2"}]}', json],
  ['of an object with key and value', '{"env":[{"key":"DB_PASS","value":"hunter2"}]}', json],
  ['of a body that ends early', '{"password":"hunter2', json],
  ['in XML', '<a><password>hunter2</password></a>', 'text/xml'],
  ['in a part of a form', `--x\r\n${part}\r\n\r\nhunter2\r\n--x--`, 'multipart/form-data; boundary=x'],
  ['in a line of a log', '{"title":"GET /?user=a&password=hunter2 failed"}', json],
  ['in a line of its own', 'title: a\npassword: hunter2\n', 'text/plain'],
  ['in an address', '{"url":"https://admin:hunter2@db.example.org/"}', json],
])('a small password is kept nowhere, %s', (_name, body, type) => {
  const kept = Buffer.from(blanked(body, type).body);
  const text = kept
    .toString('latin1')
    .replaceAll('\0', '')
    .replaceAll(/[^ -~]/g, '');
  expect(decodeURIComponent(text)).not.toContain('hunter2');
});

test('a number that is a password stays a number', () => {
  expect(textOf(blanked('{"password": 48151623,"passwords":2,"pass":7,"token":12345678901234}').body)).toBe(
    '{"password": 11111111,"passwords":1,"pass":7,"token":12345678901234}',
  );
});

test('texts beside each other are no name and value, and what stands behind a secret stays', () => {
  const tags = JSON.stringify({ tags: ['bad-password', 'web01'], a: ['password', 'b', 'c'], check: 'token' });
  expect(textOf(blanked(tags).body)).toBe(tags);
  const body = JSON.stringify({
    password: 'a\\"b',
    title: 'Disk "full"',
    cookies: ['a', 'b'],
    z: ['c'],
    url: 'https://a.b/c@d',
  });
  const kept = JSON.parse(textOf(blanked(body).body));
  expect(kept).toMatchObject({ title: 'Disk "full"', cookies: ['*', '*'], z: ['c'], url: 'https://a.b/c@d' });
});

test('looking for secrets takes time proportional to the text', () => {
  for (const one of [
    '"token":"',
    '[\\"',
    '"a","',
    '://a:',
    '"password\\":"\\',
    '<password>',
    'name="a"\n',
    '\\',
    '"',
    '%22',
    'password=',
  ])
    for (const type of [json, form]) {
      const startedAt = process.cpuUsage();
      blanked(one.repeat(Math.ceil(500_000 / one.length)), type);
      const { user, system } = process.cpuUsage(startedAt);
      expect(user + system, one).toBeLessThan(1_500_000);
    }
});
