import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { password, signInAs } from '../../../test/harness/people.ts';
import { openBrowser } from '../../../test/harness/programs/browser.ts';
import { startTestServer, testSecretKey } from '../../../test/harness/server.ts';
import { startSmtpSink } from '../../../test/harness/smtp-sink.ts';
import { stopAfterTest } from '../../../test/harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../../../test/harness/world.ts';
import { createSource, readSourceSetup } from '../../contract/detect/sources.ts';
import { readPushKey } from '../../contract/directory/contact-methods.ts';
import { signIn } from '../../contract/directory/session.ts';
import { examineInstallation } from '../../contract/platform/doctor.ts';
import { readSealedValues } from '../../contract/platform/sealed-values.ts';
import { readConfig } from '../config.ts';
import { startServer } from '../main.ts';
import { discardLostSecrets, resealSecrets } from '../offline.ts';
import { loadKeyring } from '../platform/secrets.ts';

const anotherKey = Buffer.alloc(32, 8).toString('base64');
const dataFolder = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** An installation whose secrets are sealed under `testSecretKey`, with somebody to page by mail; stopped. */
async function sealedInstallation() {
  const database = await createTestDatabase();
  const { server, admin, url } = await startTestServer({ database });
  const world = worldThrough({ admin, url });
  const person = await world.personByMail('Ada Lovelace');
  const source = await world.paging([askPerson(person)]);
  const responder = await signInAs({ admin, url }, 'responder');
  await server.stop();
  return { database, person, source, responder };
}

const offline = (database: TestDatabase, key: string, dataDir = dataFolder()) => ({
  config: readConfig({
    EVENKEEL_DATA_DIR: dataDir,
    EVENKEEL_DATABASE_URL: database.databaseUrl,
    EVENKEEL_SECRET_KEY: key,
  }),
  home: path.resolve('.'),
  version: 'test',
  log: pino({ level: 'silent' }),
});

test('with another key everybody is still paged, by mail to their account, and the loss is told loudly', async () => {
  const { database, person, source, responder } = await sealedInstallation();
  const smtp = await stopAfterTest(await startSmtpSink());
  const server = await startTestServer({
    database,
    environment: { EVENKEEL_SECRET_KEY: anotherKey, EVENKEEL_SMTP_URL: smtp.url },
  });
  await sendEvent({ ...source, url: server.url }, { key: 'disk', title: 'Disk full' });
  const mail = await eventually(() => smtp.mails.find(({ subject }) => subject?.includes('Disk full')));
  expect([mail.to].flat().map((to) => to?.text)).toEqual([expect.stringContaining(person.email)]);
  const link = /http\S+\/a\/\S+/.exec(mail.text!)![0];
  expect((await fetch(`${link}/acknowledgement`, { method: 'POST' })).status).toBeLessThan(400);

  const sealed = await server.admin.call(readSealedValues, {});
  expect(sealed.unreadableCount).toBeGreaterThanOrEqual(5);
  const { items } = await server.admin.call(examineInstallation, {});
  expect(items.find(({ check }) => check === 'sealed values')).toMatchObject({
    result: 'fault',
    sentence: expect.stringContaining('1 contact method, '),
  });
  const browser = openBrowser(server.url);
  expect(await browser.call(signIn, { body: { email: responder.email, password } })).toEqual({ status: 'signed-in' });
  await expect(browser.call(readPushKey, {})).rejects.toMatchObject({ code: 'unavailable' });
});

test('a key file that is gone is no first start: nothing is sealed anew, pages go out, and the key can come back', async () => {
  const { database, person, source } = await sealedInstallation();
  const smtp = await stopAfterTest(await startSmtpSink());
  const folder = dataFolder();
  const told: string[] = [];
  const config = readConfig({
    EVENKEEL_HOST: '127.0.0.1',
    EVENKEEL_PORT: '0',
    EVENKEEL_DATA_DIR: folder,
    EVENKEEL_DATABASE_URL: database.databaseUrl,
    EVENKEEL_SMTP_URL: smtp.url,
    EVENKEEL_ADMIN_TOKEN: 'test-admin-token-0123456789abcdef',
  });
  const given = { config, home: path.resolve('.'), version: 'test', log: pino({ level: 'silent' }) };
  const server = await startServer({ ...given, progress: (sentence) => told.push(sentence) });
  onTestFinished(() => server.stop());
  expect(told.join('\n')).toMatch(/limited function: .*1 contact method.* there is no .*secret\.key/);
  const url = `http://127.0.0.1:${server.port}`;
  await sendEvent({ ...source, url }, { key: 'disk', title: 'Disk full' });
  const mail = await eventually(() => smtp.mails.find(({ subject }) => subject?.includes('Disk full')));
  expect([mail.to].flat().map((to) => to?.text)).toEqual([expect.stringContaining(person.email)]);
  const refused = await fetch(`${url}/api/v1/sources`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer test-admin-token-0123456789abcdef' },
    body: JSON.stringify({ slug: 'new', name: 'New', type: 'generic', settings: {} }),
  });
  const { detail } = (await refused.json()) as { detail: string };
  expect([refused.status, detail]).toEqual([503, expect.stringContaining('secret key')]);
  expect(existsSync(path.join(folder, 'secret.key'))).toBe(false);
  await server.stop();

  writeFileSync(path.join(folder, 'secret.key'), testSecretKey, { mode: 0o600 });
  const again = await startServer({ ...given, progress: (sentence) => told.push(sentence) });
  onTestFinished(() => again.stop());
  expect(told.filter((sentence) => sentence.includes('limited function'))).toHaveLength(1);
});

test('beside a running node, a node with a fresh key or none is refused and told which key it needs', async () => {
  const database = await createTestDatabase();
  const first = await startTestServer({ database });
  const keyId = loadKeyring({ key: testSecretKey }).currentKeyId;
  await startTestServer({ database }).then(({ server }) => server.stop());

  const startWith = (key: string) => startTestServer({ database, environment: { EVENKEEL_SECRET_KEY: key } });
  const fresh = loadKeyring({ key: anotherKey }).currentKeyId;
  await expect(startWith(anotherKey)).rejects.toThrow(
    new RegExp(`^This node has the secret key ${fresh}, but .* are sealed under the key ${keyId}, and other nodes`),
  );
  await expect(startWith('')).rejects.toThrow(
    new RegExp(`^This node has no secret key \\(there is no .*secret\\.key\\), but .* under the key ${keyId}, `),
  );
  await startWith(`${anotherKey},${testSecretKey}`).then(({ server }) => server.stop());
  await first.server.stop();
  await startWith(anotherKey).then(({ server }) => server.stop());
});

test('once the right key is back after a start with another one, nothing is said to be lost', async () => {
  const { database } = await sealedInstallation();
  const other = await startTestServer({ database, environment: { EVENKEEL_SECRET_KEY: anotherKey } });
  await other.server.stop();

  const server = await startTestServer({ database });
  expect(await server.admin.call(readSealedValues, {})).toMatchObject({ unreadableCount: 0 });
  const { items } = await server.admin.call(examineInstallation, {});
  expect(items.find(({ check }) => check === 'sealed values')).toMatchObject({ result: 'ok' });
});

test('an empty or foreign key file starts in part as well, while a wrong key in the environment is refused', async () => {
  const { database } = await sealedInstallation();
  const folder = dataFolder();
  writeFileSync(path.join(folder, 'secret.key'), 'not a key\n', { mode: 0o600 });
  const server = await startTestServer({
    database,
    environment: { EVENKEEL_SECRET_KEY: '', EVENKEEL_DATA_DIR: folder },
  });
  expect(await server.admin.call(readSealedValues, {})).toMatchObject({ currentKeyId: null, outdatedCount: 0 });
  await server.server.stop();
  await expect(startTestServer({ database, environment: { EVENKEEL_SECRET_KEY: 'short' } })).rejects.toThrow(
    /32 bytes/,
  );
});

test('resealing moves everything to the newest key, goes on where it was stopped, and leaves one event a batch', async () => {
  const { database, source } = await sealedInstallation();
  const both = `${anotherKey},${testSecretKey}`;
  const first = await resealSecrets(offline(database, both));
  expect(first.resealed).toBeGreaterThanOrEqual(5);
  expect(await resealSecrets(offline(database, both))).toMatchObject({ resealed: 0, unreadable: 0 });
  const events = await database.db.query<{ data: { count: number } }>(
    "select data from events where kind = 'secrets.resealed'",
  );
  expect(events.rows.reduce((sum, { data }) => sum + data.count, 0)).toBe(first.resealed);
  const server = await startTestServer({ database, environment: { EVENKEEL_SECRET_KEY: anotherKey } });
  expect(await server.admin.call(readSealedValues, {})).toMatchObject({ unreadableCount: 0, outdatedCount: 0 });
  expect((await server.admin.call(readSourceSetup, { params: { id: source.id } })).key).toBe(source.key);
});

test('the address of a removed calendar moves to the newest key too, and is given up with its calendar when its key is lost', async () => {
  const { database } = await sealedInstallation();
  const keys = (key: string) => loadKeyring({ key });
  const context = 'calendars.address.7';
  await database.db.query(
    `insert into removed_calendars (id, person_id, address, calendar, absences, holidays)
     select 7, min(id), $1, '{"name": "Time off"}', '[]', '[]' from people`,
    [keys(testSecretKey).seal('https://example.org/a.ics', context)],
  );
  const addresses = async () =>
    (await database.db.query<{ address: string }>('select address from removed_calendars')).rows;
  await resealSecrets(offline(database, `${anotherKey},${testSecretKey}`));
  expect(
    keys(anotherKey)
      .open((await addresses())[0]!.address, context)
      .reveal(),
  ).toBe('https://example.org/a.ics');
  await discardLostSecrets(offline(database, testSecretKey));
  expect(await addresses()).toEqual([]);
});

test('what is lost for good is given up, and the installation is whole again under the key it has', async () => {
  const { database, source, responder } = await sealedInstallation();
  const result = await discardLostSecrets(offline(database, anotherKey));
  expect(result.discarded.map(({ kind }) => kind)).toContain('contact methods');
  const server = await startTestServer({ database, environment: { EVENKEEL_SECRET_KEY: anotherKey } });
  expect(await server.admin.call(readSealedValues, {})).toMatchObject({ unreadableCount: 0 });
  // The key of a source still works by its hash; only its text is gone until a new one is made.
  await expect(server.admin.call(readSourceSetup, { params: { id: source.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  expect(await sendEvent({ ...source, url: server.url }, { key: 'after' })).toBe(202);
  const browser = openBrowser(server.url);
  expect(await browser.call(signIn, { body: { email: responder.email, password } })).toEqual({ status: 'signed-in' });
  await server.admin.call(createSource, {
    body: { slug: `new-${randomBytes(3).toString('hex')}`, name: 'New', type: 'generic', settings: {} },
  });
});
