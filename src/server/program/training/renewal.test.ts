import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { handIn } from '../../../../test/harness/quiz.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createMyToken } from '../../../contract/directory/tokens.ts';
import { listCourses, verifyCertificate } from '../../../contract/program/training.ts';

const course = 'incident-management-basics';

test('Renewing early keeps the old certificate until its end, and a failed try takes nothing away', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { browser } = await signInAs(server, 'responder', 'Ada');
  // A session would not last the year.
  const body = { name: 'year', permissions: ['program.read' as const, 'signed-in' as const], expiresAt: null };
  const ada = server.as((await browser.call(createMyToken, { body })).token);
  const first = (await handIn(ada, course, 0)).certificate!;
  await server.clock.set('2027-02-10T12:00:00Z');
  const mine = async () =>
    (await ada.call(listCourses, {})).items.find(({ key }) => key === course)!.mine!.certificate!;
  expect((await handIn(ada, course, 10)).passed).toBe(false);
  expect(await mine()).toMatchObject({ code: first.code, state: 'expires-soon' });
  const second = (await handIn(ada, course, 0)).certificate!;
  const state = async (code: string) => (await server.as().call(verifyCertificate, { params: { code } })).state;
  expect([await state(first.code), await state(second.code)]).toEqual(['expires-soon', 'valid']);
  expect(await mine()).toMatchObject({ code: second.code, state: 'valid' });
  await server.clock.set('2027-03-02T12:00:00Z');
  expect([await state(first.code), await state(second.code)]).toEqual(['expired', 'valid']);
});
