import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { answersFor, handIn, shippedCourse } from '../../../../test/harness/quiz.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { createMyToken } from '../../../contract/directory/tokens.ts';
import { createDocument, getDocument, removeDocument, updateDocument } from '../../../contract/program/documents.ts';
import { addDrillPerson } from '../../../contract/program/drill-console.ts';
import { finishDrill, planDrill, startDrill } from '../../../contract/program/drills.ts';
import * as contract from '../../../contract/program/training.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { addShadow } from '../../../contract/respond/schedules/shadows.ts';
import { rightAnswer } from '../../../domain/program/quiz.ts';

const basics = 'incident-management-basics';
const params = { key: basics };

test('Whatever courses and quizzes answer before a hand-in, no right answer and no reason is in it', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const { items } = await browser.call(contract.listCourses, {});
  expect(items.length).toBeGreaterThanOrEqual(12);
  for (const { key } of items) {
    const { questions: bank } = (await shippedCourse(key)).head.quiz;
    const quiz = await browser.call(contract.readQuiz, { params: { key } });
    for (const question of quiz.questions)
      expect(Object.keys(question).sort()).toEqual(['ask', 'id', 'kind', 'options', 'unit']);
    const text = await (await browser.fetch(`${server.url}/api/v1/courses/${key}`)).text();
    for (const { because } of bank) {
      expect(JSON.stringify(quiz)).not.toContain(because);
      expect(text).not.toContain(JSON.stringify(because));
    }
  }
  const list = await (await browser.fetch(`${server.url}/api/v1/courses`)).text();
  expect(list).not.toContain('"questions"');
  expect(list.length).toBeLessThan(20_000);
});

test('A quiz asks the same until it is handed in, and after that something else; what was asked and answered is kept', async () => {
  const server = await startTestServer();
  const { browser, id } = await signInAs(server, 'viewer');
  const quiz = () => browser.call(contract.readQuiz, { params });
  const first = await quiz();
  expect(await quiz()).toEqual(first);
  const failed = await handIn(browser, basics, 3);
  expect(failed).toMatchObject({ passed: false, right: 7, asked: 10, certificate: null, attemptsLeft: 2 });
  // Why an option is right is told only to those who chose it.
  expect(failed.answers.filter(({ because }) => because === null).map(({ isRight }) => isRight)).toEqual([
    ...[false, false, false],
  ]);
  expect((await quiz()).questions).not.toEqual(first.questions);
  const kept = await server.db.query('select answers from evenkeel.quiz_attempts where person_id = $1', [id]);
  expect(kept.rows[0].answers).toMatchObject({
    version: first.version,
    asked: first.questions.map((question, at) => ({ ...question, isRight: at >= 3 })),
  });
});

test('A quiz is passed from four fifths on, and gives a certificate that anybody with its code can check', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { browser, id } = await signInAs(server, 'viewer', 'Ada');
  const passed = await handIn(browser, basics, 2);
  expect(passed).toMatchObject({ passed: true, right: 8, attemptsLeft: 2, practice: [] });
  expect(passed.answers.every(({ because }) => because !== null)).toBe(true);
  const { code } = passed.certificate!;
  expect(code).toMatch(/^[a-z0-9]{32}$/);

  const anybody = openBrowser(server.url);
  const checked = await anybody.call(contract.verifyCertificate, { params: { code } });
  expect(checked).toMatchObject({ personName: 'Ada', courseKey: basics, state: 'valid', practice: [] });
  expect(JSON.stringify(checked)).not.toContain('@');
  await expect(anybody.call(contract.verifyCertificate, { params: { code: '0'.repeat(32) } })).rejects.toMatchObject({
    code: 'not_found',
  });

  const list = await server.admin.call(contract.listCertified, {});
  expect(list.items).toMatchObject([{ personId: id, personName: 'Ada', state: 'valid' }]);
  expect(JSON.stringify(list)).not.toContain(code);
  await handIn(browser, basics, 5);
  const mine = await browser.call(contract.listMyAttempts, {});
  expect(mine.items.map((attempt) => attempt.passed)).toEqual([false, true]);
});

test('A certificate is good for 365 days: it warns thirty days before, and what builds on it asks for it anew', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { browser } = await signInAs(server, 'responder');
  // Neither a session nor a token that does not say so would last the year.
  const body = { name: 'year', permissions: ['program.read' as const, 'signed-in' as const], expiresAt: null };
  const ada = server.as((await browser.call(createMyToken, { body })).token);
  const passed = await handIn(ada, basics);
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
  expect([await state(), await missing()]).toEqual(['expired', [basics]]);
  await expect(handIn(ada, 'on-call-responder')).rejects.toMatchObject({
    code: 'state_conflict',
    message: 'Pass these courses first: Incident management basics.',
  });
});

test('Of four hand-ins of the same questions one counts; of four drawn anew three do, and a day later there are three again', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const { version, attempt } = await browser.call(contract.readQuiz, { params });
  const body = { version, attempt, answers: {} };
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => browser.call(contract.takeQuiz, { params, body })),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(tries.find((one) => one.status === 'rejected')!.reason).toMatchObject({ code: 'state_conflict' });
  await handIn(browser, basics, 10);
  expect(await handIn(browser, basics, 10)).toMatchObject({ attemptsLeft: 0 });
  await expect(handIn(browser, basics, 10)).rejects.toMatchObject({ code: 'too_many_requests' });
  await server.clock.advance('25 hours');
  expect(await handIn(browser, basics, 10)).toMatchObject({ attemptsLeft: 2 });
});

test('When a course is changed between asking and handing in, the hand-in says so and does not count', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const { questions: _, ...body } = await answersFor(browser, basics);
  const document = { params: { kind: 'course' as const, key: basics } };
  const { source } = await server.admin.call(getDocument, document);
  await server.admin.call(updateDocument, { ...document, body: { source: `${source}\nOne more thing.\n` } });
  await expect(browser.call(contract.takeQuiz, { params, body })).rejects.toMatchObject({
    code: 'state_conflict',
    message:
      'This course was changed while you answered, so its questions were drawn anew. This attempt was not counted.',
  });
  expect((await browser.call(contract.listMyAttempts, {})).items).toEqual([]);
  expect(await handIn(browser, basics)).toMatchObject({ passed: true, attemptsLeft: 2 });
  const { text } = await browser.call(contract.getCourse, { params });
  expect(text).toContain('One more thing.');
});

test('What a course asks for first and nobody can pass any more, because it is archived or asks for this one, is not asked for', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'responder', 'Ada');
  const write = async (key: string, after: string[]) => {
    const { source } = await server.admin.call(getDocument, {
      params: { kind: 'course', key: 'blameless-postmortems' },
    });
    const body = { key, source: source.replace(/^after: .*$/m, `after: [${after.join(', ')}]`) };
    await server.admin.call(createDocument, { params: { kind: 'course' }, body });
  };
  const missing = async (key: string) => (await browser.call(contract.getCourse, { params: { key } })).mine!.missing;
  await write('first', []);
  await write('second', ['first', 'second', 'third']);
  await write('third', ['second', 'no-such']);
  expect([await missing('second'), await missing('third')]).toEqual([['first'], []]);
  await server.admin.call(removeDocument, { params: { kind: 'course', key: 'first' } });
  expect(await missing('second')).toEqual([]);
  const { items } = await browser.call(contract.listCourses, {});
  expect(items.find(({ key }) => key === 'second')).toMatchObject({ after: [], mine: { missing: [] } });
  const { version, attempt } = await browser.call(contract.readQuiz, { params: { key: 'second' } });
  const body = { version, attempt, answers: {} };
  expect(await browser.call(contract.takeQuiz, { params: { key: 'second' }, body })).toMatchObject({ right: 0 });
});

test('With a practical part the quiz alone gives no certificate; it comes by itself, dated then, once the last part is done', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { browser: ada, id } = await signInAs(server, 'responder', 'Ada');
  await handIn(ada, basics);
  const responder = { params: { key: 'on-call-responder' } };
  const passed = await handIn(ada, 'on-call-responder');
  expect(passed).toMatchObject({ passed: true, certificate: null });
  const mine = async () => (await ada.call(contract.getCourse, responder)).mine!;
  expect(await mine()).toMatchObject({
    certificate: null,
    quizPassedAt: expect.stringMatching(/^2026-03-01T12:00/),
    practice: [
      { kind: 'shadow-shift', count: 1, done: 0 },
      { kind: 'drill-role', role: 'resolver', count: 1, done: 0 },
    ],
  });
  // What builds on the course can be taken: only the practical part is missing.
  const { items } = await ada.call(contract.listCourses, {});
  expect(items.find(({ key }) => key === 'incident-commander')!.mine!.missing).toEqual([]);

  const schedule = await worldThrough(server).schedule('UTC', []);
  const shadow = { personId: id, startsAt: '2026-03-02T08:00:00Z', endsAt: '2026-03-02T18:00:00Z' };
  await server.admin.call(addShadow, { params: { id: schedule.id }, body: shadow });
  // What was over when it was entered was not shadowed.
  const late = { personId: id, startsAt: '2026-01-01T08:00:00Z', endsAt: '2026-03-01T12:30:00Z' };
  await server.admin.call(addShadow, { params: { id: schedule.id }, body: late });
  await server.clock.set('2026-03-01T13:00:00Z');
  const drill = await server.admin.call(planDrill, { body: { scenarioKey: 'disk-full' } });
  const { incidentId } = await server.admin.call(startDrill, { params: { id: drill.id } });
  await ada.call(takeIncidentRole, { params: { id: incidentId! }, body: { role: 'resolver' } });
  const done = async () => (await mine()).practice.map((one) => one.done);
  expect(await done()).toEqual([0, 0]);
  await server.admin.call(finishDrill, { params: { id: drill.id } });
  expect(await done()).toEqual([0, 1]);
  expect((await mine()).certificate).toBeNull();

  await server.clock.set('2026-03-02T18:00:00Z');
  const certificate = await eventually(async () => (await mine()).certificate);
  expect(certificate).toMatchObject({
    issuedAt: expect.stringMatching(/^2026-03-02T18:00/),
    practice: [
      { kind: 'shadow-shift', count: 1 },
      { kind: 'drill-role', role: 'resolver', count: 1 },
    ],
  });
  expect(await mine()).toMatchObject({ quizPassedAt: null });
  const { rows } = await server.db.query(
    `select actor->>'kind' as actor, data->>'courseKey' as course from evenkeel.events where kind = 'certificate.issued' order by id`,
  );
  expect(rows).toEqual([
    { actor: 'person', course: basics },
    { actor: 'system', course: 'on-call-responder' },
  ]);
  // Whoever passes again has practised already.
  expect((await handIn(ada, 'on-call-responder')).certificate).not.toBeNull();
  // A drill counts for two years, a shadow shift for good.
  await server.db.query(
    "update drills set started_at = started_at - interval '3 years', finished_at = finished_at - interval '3 years'",
  );
  expect(await handIn(ada, 'on-call-responder')).toMatchObject({ passed: true, certificate: null });
  expect(await done()).toEqual([1, 0]);
});

test('Whoever has observed a drill has practised as observer, once it is finished', async () => {
  const server = await startTestServer();
  const { browser, id } = await signInAs(server, 'responder', 'Helen');
  await handIn(browser, basics);
  const executives = { params: { key: 'executives-in-incidents' } };
  await handIn(browser, executives.params.key);
  const mine = async () => (await browser.call(contract.getCourse, executives)).mine!;
  const drill = await server.admin.call(planDrill, { body: { scenarioKey: 'disk-full' } });
  const body = { personId: id, part: 'observer' as const };
  await server.admin.call(addDrillPerson, { params: { id: drill.id }, body });
  await server.admin.call(startDrill, { params: { id: drill.id } });
  expect((await mine()).practice).toEqual([{ kind: 'drill-role', role: 'observer', count: 1, done: 0 }]);
  await server.admin.call(finishDrill, { params: { id: drill.id } });
  await eventually(async () => (await mine()).certificate);
});

test('The public page of a certificate says what is signed, and the signature holds for exactly that', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer', 'Ada <b>Lovelace</b>');
  const { code } = (await handIn(browser, basics)).certificate!;
  const address = `${server.url}/certificates/${code}`;
  const page = await fetch(address);
  const html = await page.text();
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(html).toContain(
    '<bdi>Ada &lt;b&gt;Lovelace&lt;/b&gt;</bdi> is certified: <bdi>Incident management basics</bdi>',
  );
  expect(html).not.toContain('<b>Lovelace');
  const head = await fetch(address, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);

  const statement = await (await fetch(`${address}/statement`)).text();
  const key = createPublicKey(await (await fetch(`${server.url}/certificates/public-key`)).text());
  const { signature, statement: same } = await server.as().call(contract.verifyCertificate, { params: { code } });
  expect(same).toBe(statement);
  expect(html).toContain(signature);
  const holds = (words: string) => verify(null, Buffer.from(words), key, Buffer.from(signature!, 'base64'));
  expect([holds(statement), holds(statement.replace('Ada', 'Eve'))]).toEqual([true, false]);

  const unknown = await fetch(`${server.url}/certificates/${'0'.repeat(32)}`);
  expect([unknown.status, await unknown.text()]).toEqual([
    404,
    expect.stringContaining('No certificate has this code'),
  ]);
});

test('Three questions a week come from the courses that somebody has passed; what was wrong comes back the week after', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-02T12:00:00Z');
  const { browser } = await signInAs(server, 'responder', 'Ada');
  const read = () => browser.call(contract.readRefresher, {});
  expect(await read()).toEqual({ hasPassed: false, questions: [], answered: 0, right: 0 });
  await handIn(browser, basics);
  const { questions: bank } = (await shippedCourse(basics)).head.quiz;
  const { questions } = await read();
  expect(questions).toHaveLength(3);
  expect(Object.keys(questions[0]!).sort()).toEqual([
    'ask',
    'courseKey',
    'courseTitle',
    'id',
    'kind',
    'options',
    'unit',
    'version',
  ]);
  const answer = (at: number, isRight: boolean) => {
    const { courseKey, id: questionId, version } = questions[at]!;
    const right = rightAnswer(bank.find(({ id }) => id === questionId)!) as string;
    return browser.call(contract.answerRefresher, {
      body: { courseKey, questionId, version, answer: isRight ? right : 'Nothing like it' },
    });
  };
  expect(await answer(0, true)).toMatchObject({ isRight: true });
  expect((await read()).questions).toEqual(questions.slice(1));
  await expect(answer(0, true)).rejects.toMatchObject({ code: 'state_conflict' });
  expect(await answer(1, false)).toEqual({
    isRight: false,
    because: bank.find(({ id }) => id === questions[1]!.id)!.because,
  });
  await answer(2, true);
  expect(await read()).toEqual({ hasPassed: true, questions: [], answered: 3, right: 2 });
  await server.clock.set('2026-03-09T00:00:01Z');
  const later = await read();
  expect(later).toMatchObject({ answered: 0 });
  expect(later.questions).toHaveLength(3);
  expect(later.questions.map(({ id }) => id)).toContain(questions[1]!.id);
});
