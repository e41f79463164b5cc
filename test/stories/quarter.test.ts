/** A quarter of the program, from the first assessment to the review on paper; every number worked out by hand. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createService } from '../../src/contract/directory/services.ts';
import { createMyToken } from '../../src/contract/directory/tokens.ts';
import { getPostmortem } from '../../src/contract/learn/postmortems.ts';
import { decideRecurrence, listRecurrences } from '../../src/contract/learn/recurrences.ts';
import * as assessments from '../../src/contract/program/assessments.ts';
import { createDecision } from '../../src/contract/program/decisions.ts';
import * as drills from '../../src/contract/program/drills.ts';
import * as goals from '../../src/contract/program/goals.ts';
import * as pilots from '../../src/contract/program/pilots.ts';
import * as program from '../../src/contract/program/program.ts';
import { getReview, holdReview, listReviews, updateReview } from '../../src/contract/program/reviews.ts';
import { correctIncidentInstant, declareIncident, moveIncident } from '../../src/contract/respond/incidents/changes.ts';
import { createSchedule } from '../../src/contract/respond/schedules/schedule.ts';
import { getSeverities, updateSeverities } from '../../src/contract/respond/severities.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { asPerson } from '../e2e/product.ts';
import { eventually } from '../harness/eventually.ts';
import { completePostmortem } from '../harness/learn.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { findProgram } from '../harness/programs/find-program.ts';
import { handIn } from '../harness/quiz.ts';
import { startTestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { worldThrough } from '../harness/world.ts';

const range = (low: number, expected: number, high: number) => ({ low, expected, high });
const nothing = range(0, 0, 0);
/** In cents: an hour of SEV2 costs 10,000 to 20,000 euro and two to four people at 50 to 100 euro. */
const costs = {
  currency: 'EUR',
  severities: ([1, 2, 3, 4, 5] as const).map((severity) => ({
    severity,
    downtimePerHour: severity === 2 ? range(1_000_000, 1_500_000, 2_000_000) : nothing,
    responders: severity === 2 ? range(2, 3, 4) : nothing,
  })),
  responderHour: range(5_000, 8_000, 10_000),
  program: { hours: range(100, 120, 150), hour: range(6_000, 7_000, 8_000), other: range(100_000, 100_000, 100_000) },
};

const pdfToText = findProgram('pdftotext', 'EVENKEEL_TEST_PDFTOTEXT', ['/usr/bin/pdftotext']);

test('a quarter is assessed, planned, lived, learnt from and reviewed on paper', { timeout: 300_000 }, async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.stop());
  await ensureCurrentBuild();
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { admin, clock } = server;
  const world = worldThrough(server);
  const mistakes = async () =>
    Object.fromEntries((await admin.call(program.readProgram, {})).mistakes.map(({ key, because }) => [key, because]));

  // Monday, 5 January: one team, its rotation by the week, its service.
  await clock.set('2026-01-05T08:00:00Z');
  const [ada, bo] = [await world.personByMail('Ada'), await world.personByMail('Bo')];
  const team = await world.team([ada.id, bo.id]);
  const { id: scheduleId } = await admin.call(createSchedule, {
    body: {
      slug: 'shop',
      name: 'Shop',
      teamId: team.id,
      timeZone: 'UTC',
      definition: {
        layers: [
          {
            name: 'Weeks',
            startsOn: '2026-01-05',
            rotation: { unit: 'week', every: 1, handoffTime: '00:00' },
            participants: [ada.id, bo.id],
          },
        ],
      },
    },
  });
  const policy = await world.policy([{ kind: 'schedule', id: scheduleId }]);
  const service = await admin.call(createService, {
    body: { slug: 'checkout', name: 'Checkout', teamId: team.id, escalationPolicyId: policy.id },
  });
  const { id: pilotId } = await admin.call(pilots.createPilot, {
    body: { teamId: team.id, startsOn: '2026-01-05', timeZone: 'UTC' },
  });
  const params = { id: pilotId };
  const onCallMail = (title: string) => sink.mails.filter(({ subject }) => subject?.includes(title)).length;
  expect(await mistakes()).toEqual({});

  /** Declares at ten, is on call by mail, and restores after exactly so many minutes; with `learn`, the postmortem is done. */
  async function live(day: string, minutes: number, learn: boolean): Promise<number> {
    const title = `Paying fails on ${day}`;
    await clock.set(`${day}T10:00:00Z`);
    const { id } = await admin.call(declareIncident, {
      body: { title, severity: 2, serviceIds: [service.id] },
    });
    await eventually(() => onCallMail(title) > 0);
    await clock.advance(`${minutes} minutes`);
    const over = await admin.call(moveIncident, { params: { id }, body: { to: 'resolved' } });
    const end = Date.parse(over.instants.resolvedAt!);
    await admin.call(correctIncidentInstant, {
      params: { id },
      body: {
        name: 'impactStartedAt',
        at: new Date(end - minutes * 60_000).toISOString(),
        reason: 'From the logs of the bank',
      },
    });
    await eventually(() => admin.call(getPostmortem, { params: { id } }));
    if (!learn) return id;
    await completePostmortem(admin, id, ada.id);
    return id;
  }

  // Two weeks without any change: 60, 120 and 180 minutes; one of three postmortems is written.
  await live('2026-01-06', 60, true);
  const second = await live('2026-01-09', 120, false);
  await live('2026-01-12', 180, false);

  // No sponsor, one without rank, one with.
  await clock.set('2026-01-13T08:00:00Z');
  expect(await mistakes()).toEqual({ 'no-sponsor': 'There is no sponsor.' });
  const sponsor = { name: 'Vera', title: 'Head of shop', isVicePresidentOrAbove: false };
  await admin.call(pilots.setPilotSponsor, { params, body: { sponsor } });
  expect(await mistakes()).toEqual({ 'no-sponsor': 'The sponsor is not senior enough to protect the budget.' });
  await admin.call(pilots.setPilotSponsor, { params, body: { sponsor: { ...sponsor, isVicePresidentOrAbove: true } } });
  expect(await mistakes()).toEqual({});

  // A first change before anything is measured, and taken back.
  const practised = { params: { ...params, key: 'first-drill' } };
  await admin.call(pilots.updateMilestone, { ...practised, body: { status: 'done' } });
  expect(await mistakes()).toEqual({
    'no-baseline': 'The way of working was changed before a baseline was measured.',
  });
  await admin.call(pilots.updateMilestone, { ...practised, body: { status: 'not-started' } });
  expect(await mistakes()).toEqual({});

  // Assess: an opinion counts 2 at most where the installation has no evidence for it.
  const assess = async (ratings: [string, 1 | 2 | 3 | 4 | 5 | 6 | 7][]) => {
    const { id } = await admin.call(assessments.startAssessment, { body: {} });
    for (const [questionId, level] of ratings)
      await admin.call(assessments.rateAssessment, { params: { id, questionId }, body: { level } });
    return admin.call(assessments.completeAssessment, { params: { id } });
  };
  const first = await assess([
    ['training-drills', 3],
    ['governance-goals', 5],
  ]);
  expect(first.overall).toBe(2);

  // The fortnight is over: the baseline freezes by itself.
  await clock.set('2026-01-19T06:00:00Z');
  const pilot = await eventually(async () => {
    const found = await admin.call(pilots.getPilot, { params });
    return found.baseline.frozenAt === null ? null : found;
  });
  expect(Object.fromEntries(pilot.baseline.measures.map(({ key, value, n }) => [key, [value, n]]))).toMatchObject({
    'median-restore-seconds': [7_200, 3],
    'incidents-per-sprint': [3, 3],
    'postmortem-completed-share': [1 / 3, 3],
    'recurrence-rate-90': [0, 3],
    // One shift ended, Ada's first week, with two pages.
    'pages-per-shift': [2, 1],
  });

  // Goals with a frozen baseline.
  const period = { from: '2026-01-05T00:00:00Z', to: '2026-01-19T00:00:00Z' };
  await admin.call(goals.createGoal, {
    body: {
      name: 'Restore faster',
      measure: 'median-restore-seconds',
      teamId: team.id,
      target: 5_400,
      dueAt: '2026-04-30T00:00:00Z',
      baseline: period,
    },
  });
  await admin.call(goals.createGoal, {
    body: { name: 'Level 5', measure: 'maturity-level', target: 5, dueAt: '2026-07-01T00:00:00Z', baseline: period },
  });

  // Copied rules, until somebody adapts them.
  await clock.set('2026-02-09T08:00:00Z');
  expect(await mistakes()).toEqual({ copied: 'No severity, protocol or template has been adapted since the start.' });
  const { version: _version, ...matrix } = await admin.call(getSeverities, {});
  await admin.call(updateSeverities, { body: matrix });
  expect(await mistakes()).toEqual({});

  // Five incidents of 30, 60, 90, 60 and 60 minutes, each learnt from; the first of them was there before.
  await clock.set('2026-02-09T09:00:00Z');
  const returned = await live('2026-02-10', 30, true);
  for (const [day, minutes] of [
    ['2026-02-17', 60],
    ['2026-02-24', 90],
    ['2026-03-03', 60],
    ['2026-03-10', 60],
  ] as const)
    await live(day, minutes, true);
  await eventually(async () =>
    (await admin.call(listRecurrences, { params: { id: returned } })).items.some(
      ({ earlier }) => earlier.id === second,
    ),
  );
  await admin.call(decideRecurrence, {
    params: { id: returned, earlierId: second },
    body: { verdict: 'confirmed' },
  });

  // A drill pages whoever is on call, says that it is practice, and is scored: 3 of 6 points.
  await clock.set('2026-03-12T08:00:00Z');
  const drill = await admin.call(drills.planDrill, { body: { scenarioKey: 'disk-full', serviceIds: [service.id] } });
  await admin.call(drills.startDrill, { params: { id: drill.id } });
  await eventually(() => onCallMail('Drill: ') > 0);
  const noMarks = {
    commander: null,
    roles: null,
    'first-post': null,
    rhythm: null,
    'named-tasks': null,
    timeline: null,
  } as const;
  await admin.call(drills.markDrill, {
    params: { id: drill.id },
    body: { marks: { ...noMarks, debrief: 2, 'plan-b': 1 } },
  });
  const { score } = await admin.call(drills.finishDrill, { params: { id: drill.id } });
  expect(score).toMatchObject({ points: 3, possible: 6 });

  // One of three people passes a course; a certificate is good for a year.
  const clara = await signInAs(server, 'admin', 'Clara');
  const token = await clara.browser.call(createMyToken, { body: { name: 'quiz', permissions: ['signed-in'] } });
  const passed = await handIn(server.as(token.token), 'incident-management-basics');
  expect(passed.certificate?.expiresAt.slice(0, 10)).toBe('2027-03-12');

  await admin.call(program.updateCosts, { body: costs });
  const better = await assess([
    ['training-drills', 3],
    ['governance-goals', 4],
  ]);
  // The median of levels 3 and 4, rounded down.
  expect(better.overall).toBe(3);

  // Day 101: nobody has looked back.
  await clock.set('2026-04-16T08:00:00Z');
  expect(await mistakes()).toEqual({ 'one-time-project': 'No quarterly review for 101 days.' });

  // The review is made in the browser and goes to paper.
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const folder = mkdtempSync(path.join(process.env.EVENKEEL_PICTURES ?? os.tmpdir(), 'quarter-'));
  onTestFinished(() => {
    if (!process.env.EVENKEEL_PICTURES) rmSync(folder, { recursive: true });
  });
  const person = await signInAs(server, 'admin', 'Dora');
  let onPaper = '';
  await asPerson(
    browser,
    server.url,
    person.browser,
    async (page) => {
      await page.goto('/program/reviews');
      await page.getByRole('button', { name: 'Create review' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Year').fill('2026');
      await form.getByRole('combobox', { name: 'Quarter' }).click();
      await page.getByRole('option', { name: /1/ }).first().click();
      await form.getByRole('button', { name: 'Create review' }).click();
      const { id } = await eventually(async () => (await admin.call(listReviews, {})).items[0]);
      await admin.call(updateReview, {
        params: { id },
        body: {
          plannedOn: '2026-04-16',
          attendees: [{ name: 'Sam', department: 'Support' }],
          notes: 'The pilot goes on in **Search**.',
        },
      });
      await admin.call(createDecision, {
        body: { reviewId: id, text: 'Another team joins', ownerId: ada.id, dueOn: '2026-05-04' },
      });
      await page.goto(`/program/reviews/${id}`);
      await page.getByRole('heading', { name: 'Quarterly review 2026-Q1' }).waitFor();
      // The bar above the page has that word, too.
      const main = page.getByRole('main');
      for (const words of ['Median time to restore', 'Another team joins', 'Search'])
        await main.getByText(words, { exact: true }).first().waitFor();
      const file = path.join(folder, 'review.pdf');
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      writeFileSync(file, pdf);
      // By row for the tables, by column for what stands side by side.
      if (pdfToText)
        onPaper = [['-layout'], []]
          .map((order) => execFileSync(pdfToText, [...order, file, '-'], { encoding: 'utf8' }))
          .join('\n');
      else {
        await page.emulateMedia({ media: 'print' });
        onPaper = await page.getByRole('main').innerText();
      }
    },
    { colorScheme: 'dark' },
  );
  const [made] = (await admin.call(listReviews, {})).items;
  const { composed } = await admin.call(getReview, { params: { id: made!.id } });
  const row = (key: string) => {
    const { current, currentN, baseline, baselineN } = composed.rows.find((each) => each.key === key)!;
    return { current, currentN, baseline, baselineN };
  };
  expect(composed).toMatchObject({
    measuredFrom: '2026-01-19T00:00:00.000Z',
    to: '2026-04-01T00:00:00.000Z',
    maturityStep: 1,
    drills: { held: 1, meanShare: 0.5 },
    recurrences: [{ key: `INC-${returned}`, earlierKey: `INC-${second}`, earlierItemOpen: false }],
  });
  // 30, 60, 60, 60, 90 minutes after 60, 120, 180; five incidents in 72 days are 5 ÷ (72 ÷ 14) a sprint.
  expect(row('median-restore-seconds')).toEqual({ current: 3_600, currentN: 5, baseline: 7_200, baselineN: 3 });
  expect(row('incidents-per-sprint')).toMatchObject({ currentN: 5, baseline: 3, baselineN: 3 });
  expect(row('incidents-per-sprint').current).toBeCloseTo(5 / (72 / 14), 9);
  expect(row('postmortem-completed-share')).toEqual({ current: 1, currentN: 5, baseline: 1 / 3, baselineN: 3 });
  expect(row('recurrence-rate-90')).toEqual({ current: 0.2, currentN: 5, baseline: 0, baselineN: 3 });
  // Eleven weeks ended; Bo's first and the five with an incident had one page each, five had none. The drill is no page.
  expect(row('pages-per-shift')).toEqual({ current: 1, currentN: 11, baseline: 2, baselineN: 1 });
  // An hour on each of five incidents, too few to claim it: 5 × (15,000 + 3 × 80). The program: 120 × 70 + 1,000.
  expect(composed.money).toMatchObject({
    saved: null,
    net: null,
    notShown: { saved: { expected: 76_200_00 }, severities: [2] },
    cost: { low: 7_000_00, expected: 9_400_00, high: 13_000_00 },
  });
  expect(composed.goals.map(({ name, state }) => [name, state])).toEqual([
    // A third of the way from 2 to 5, after more than half of the time.
    ['Level 5', 'behind'],
    ['Restore faster', 'reached'],
  ]);

  // What is on paper is what was reckoned, and nothing of the screen around it.
  // Paper has its own spaces.
  const bare = (text: string) => text.replaceAll(/\s+/g, '');
  const paper = bare(onPaper);
  for (const words of [
    'Quarterly review 2026-Q1',
    'Median time to restore 1 h 5 2 h 3',
    '100% 5 33.3% 3',
    'The pilot goes on in Search.',
    '€76,200',
    '€9,400',
    'Cannot tell: no severity has changed by more than the uncertainty',
    '1 held, mean score 50%',
    'Restore faster: reached',
    'Another team joins Due 4 May 2026 Ada',
    'Sam (Support)',
    'not verified',
  ])
    expect(paper).toContain(bare(words));
  for (const words of ['Schedules', 'Escalation', 'Skip to content', 'Refresh numbers', 'Mark as held', '**'])
    expect(paper).not.toContain(bare(words));

  // Held: the mistake goes, and the numbers stay whatever happens.
  await admin.call(holdReview, { params: { id: made!.id } });
  expect(await mistakes()).toEqual({});
  await live('2026-04-20', 999, false);
  expect((await admin.call(getReview, { params: { id: made!.id } })).composed.rows).toEqual(composed.rows);
});
