import { createPublicKey, verify } from 'node:crypto';
import path from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { handIn } from '../../../../test/harness/quiz.ts';
import { startTestServer, type TestServer, testSecretKey } from '../../../../test/harness/server.ts';
import { disablePerson } from '../../../contract/directory/people.ts';
import * as contract from '../../../contract/program/training.ts';
import { readConfig } from '../../config.ts';
import { resealSecrets } from '../../offline.ts';

const anotherKey = Buffer.alloc(32, 8).toString('base64');

async function seen(server: TestServer, code: string) {
  const { statement, signature } = await server.as().call(contract.verifyCertificate, { params: { code } });
  const page = await (await fetch(`${server.url}/certificates/${code}`)).text();
  const key = await fetch(`${server.url}/certificates/public-key`);
  return { statement, signature, page, key: { status: key.status, pem: await key.text() } };
}

test('A certificate verifies after its holder was disabled and after another secret key, and says so when the key is lost', async () => {
  const database = await createTestDatabase();
  const first = await startTestServer({ database });
  const { browser, id } = await signInAs(first, 'responder', 'Ada');
  const { code } = (await handIn(browser, 'incident-management-basics')).certificate!;
  await first.admin.call(disablePerson, { params: { id } });
  const before = await seen(first, code);
  expect(before.page).toContain('<bdi>Ada</bdi> is certified');
  const holds = ({ statement, signature, key }: typeof before) =>
    verify(null, Buffer.from(statement), createPublicKey(key.pem), Buffer.from(signature!, 'base64'));
  expect(holds(before)).toBe(true);
  await first.server.stop();

  const restarted = async (key: string) => {
    const server = await startTestServer({ database, environment: { EVENKEEL_SECRET_KEY: key } });
    const after = await seen(server, code);
    await server.server.stop();
    return after;
  };
  const both = `${anotherKey},${testSecretKey}`;
  const between = await restarted(both);
  expect([between.key, holds(between)]).toEqual([before.key, true]);
  const config = readConfig({
    EVENKEEL_DATA_DIR: 'unused',
    EVENKEEL_DATABASE_URL: database.databaseUrl,
    EVENKEEL_SECRET_KEY: both,
  });
  await resealSecrets({ config, home: path.resolve('.'), version: 'test', log: pino({ level: 'silent' }) });
  const after = await restarted(anotherKey);
  expect([after.key, holds(after)]).toEqual([before.key, true]);

  const lost = await restarted(testSecretKey);
  expect([lost.signature, lost.key.status]).toEqual([null, 404]);
  expect(lost.page).toContain('Not signed:');
  expect(lost.page).toContain('<bdi>Ada</bdi> is certified');
});
