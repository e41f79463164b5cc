import { expect, test } from 'vitest';
import { adminToken, startTestServer } from '../../../../test/harness/server.ts';
import { addPicture, maxPictureBytes } from '../../../contract/program/pictures.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const with64 = (bytes: Buffer) => ({ body: { content: bytes.toString('base64') } });

test('a picture is served as what it is, to whoever may read the program, and cannot run anything', async () => {
  const { admin, url } = await startTestServer();
  const added = await admin.call(addPicture, with64(png));
  expect(added.path).toBe(`/api/v1/program-pictures/${added.id}`);
  expect(await admin.call(addPicture, with64(png))).toEqual(added);
  const shown = await fetch(url + added.path, { headers: { authorization: `Bearer ${adminToken}` } });
  expect(shown.status).toBe(200);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
  expect((await fetch(url + added.path)).status).toBe(401);
});

test.each([
  ['a page that calls itself a picture', Buffer.from('<script>alert(1)</script>')],
  ['an SVG, which can carry scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['one that is too large', Buffer.concat([png, Buffer.alloc(maxPictureBytes)])],
])('%s is refused', async (_name, bytes) => {
  const { admin } = await startTestServer();
  await expect(admin.call(addPicture, with64(bytes))).rejects.toMatchObject({ code: 'invalid_input' });
});
