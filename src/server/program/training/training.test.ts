import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createMyToken } from '../../../contract/directory/tokens.ts';
import * as contract from '../../../contract/program/training.ts';
import { courses } from '../../../domain/program/courses/all-courses.ts';

const basics = courses.find((course) => course.key === 'incident-management-basics')!;
const rightAnswers = (key: string) =>
  Object.fromEntries(courses.find((course) => course.key === key)!.quiz.map(({ id, right }) => [id, right]));
const wrongAnswers = (key: string, howMany: number) =>
  Object.fromEntries(
    Object.entries(rightAnswers(key)).map(([id, right], index) => [id, index < howMany ? (right + 1) % 4 : right]),
  );
const params = { key: basics.key };

test('Whatever the courses and quizzes answer, the right option is not in it', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  for (const course of courses) {
    const quiz = await browser.call(contract.readQuiz, { params: { key: course.key } });
    expect(quiz.questions).toHaveLength(course.quiz.length);
    for (const question of quiz.questions) expect(Object.keys(question).sort()).toEqual(['ask', 'id', 'options']);
  }
  const answers = [
    await (await browser.fetch(`${server.url}/api/v1/courses`)).text(),
    await (await browser.fetch(`${server.url}/api/v1/courses/${basics.key}/quiz`)).text(),
    JSON.stringify(await browser.call(contract.takeQuiz, { params, body: { answers: {} } })),
  ];
  for (const answer of answers) {
    expect(answer).not.toMatch(/"right":\s*[0-9]+,\s*"because"|"rightOption"|"correct/);
    // Why an option is right is told only to those who chose it.
    for (const question of basics.quiz) expect(answer).not.toContain(question.because);
  }
});

test('A quiz is scored here, passed from four fifths on, and a pass gives a certificate that anybody with its code can check', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { browser, id } = await signInAs(server, 'viewer', 'Ada');
  const failed = await browser.call(contract.takeQuiz, { params, body: { answers: wrongAnswers(basics.key, 3) } });
  const asked = basics.quiz.length;
  expect(failed).toMatchObject({ passed: false, right: asked - 3, asked, certificate: null, attemptsLeft: 2 });
  expect(failed.answers.filter((answer) => !answer.isRight).map((answer) => answer.because)).toEqual([
    null,
    null,
    null,
  ]);

  const passed = await browser.call(contract.takeQuiz, { params, body: { answers: wrongAnswers(basics.key, 1) } });
  expect(passed).toMatchObject({ passed: true, right: asked - 1, attemptsLeft: 1 });
  expect(passed.answers.every((answer) => answer.because !== null)).toBe(true);
  const { code } = passed.certificate!;
  expect(code).toMatch(/^[a-z0-9]{32}$/);

  const anybody = openBrowser(server.url);
  const checked = await anybody.call(contract.verifyCertificate, { params: { code } });
  expect(checked).toMatchObject({ personName: 'Ada', courseKey: basics.key, state: 'valid' });
  expect(JSON.stringify(checked)).not.toContain('@');
  await expect(anybody.call(contract.verifyCertificate, { params: { code: '0'.repeat(32) } })).rejects.toMatchObject({
    code: 'not_found',
  });

  const list = await server.admin.call(contract.listCertified, {});
  expect(list.items).toMatchObject([{ personId: id, personName: 'Ada', state: 'valid' }]);
  expect(JSON.stringify(list)).not.toContain(code);
  const mine = await browser.call(contract.listMyAttempts, {});
  expect(mine.items.map((attempt) => attempt.passed)).toEqual([true, false]);
});

test('A certificate is good for 365 days: it warns thirty days before, and what builds on it asks for it anew', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { browser } = await signInAs(server, 'responder');
  // Neither a session nor a token that does not say so would last the year.
  const body = { name: 'year', permissions: ['program.read' as const, 'signed-in' as const], expiresAt: null };
  const ada = server.as((await browser.call(createMyToken, { body })).token);
  const passed = await ada.call(contract.takeQuiz, { params, body: { answers: rightAnswers(basics.key) } });
  const { code, expiresAt } = passed.certificate!;
  expect(expiresAt.slice(0, 10)).toBe('2027-03-01');
  const state = async () => (await server.as().call(contract.verifyCertificate, { params: { code } })).state;
  const missing = async () => {
    const { items } = await ada.call(contract.listCourses, {});
    return items.find((course) => course.key === 'on-call-responder')!.mine!.missing;
  };
  expect([await state(), await missing()]).toEqual(['valid', []]);
  await server.clock.set('2027-01-30T11:00:00Z');
  expect(await state()).toBe('valid');
  await server.clock.set('2027-01-30T13:00:00Z');
  expect(await state()).toBe('expires-soon');
  const soon = await server.admin.call(contract.listCertified, { query: { state: 'expires-soon' } });
  expect(soon.items).toHaveLength(1);
  await server.clock.set('2027-03-01T12:30:00Z');
  expect([await state(), await missing()]).toEqual(['expired', [basics.key]]);
  await expect(
    ada.call(contract.takeQuiz, { params: { key: 'on-call-responder' }, body: { answers: {} } }),
  ).rejects.toMatchObject({ code: 'state_conflict' });
});

test('Of four hand-ins at once three count, and a day later there are three again', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => browser.call(contract.takeQuiz, { params, body: { answers: {} } })),
  );
  expect(tries.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(3);
  expect(tries.find((attempt) => attempt.status === 'rejected')!.reason).toMatchObject({ code: 'too_many_requests' });
  await server.clock.advance('25 hours');
  const later = await browser.call(contract.takeQuiz, { params, body: { answers: {} } });
  expect(later.attemptsLeft).toBe(2);
});
