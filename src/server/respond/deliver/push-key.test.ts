import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { readPushKey } from '../../../contract/directory/contact-methods.ts';

test('browsers are given the same public key by every node, and only to people who are signed in', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const { publicKey } = await browser.call(readPushKey, {});
  // An uncompressed point of P-256, as `applicationServerKey` wants it.
  const point = Buffer.from(publicKey, 'base64url');
  expect([point.length, point[0]]).toEqual([65, 4]);
  const node = await startTestServer({ database: server });
  const again = await (await signInAs(node, 'viewer')).browser.call(readPushKey, {});
  expect(again).toEqual({ publicKey });
  await expect(openBrowser(server.url).call(readPushKey, {})).rejects.toMatchObject({ status: 401 });
});
