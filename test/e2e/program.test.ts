import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStatusComponent } from '../../src/contract/communicate/status-page.ts';
import { createAssessmentQuestion } from '../../src/contract/program/assessment-questions.ts';
import {
  completeAssessment,
  getAssessment,
  listAssessments,
  rateAssessment,
  startAssessment,
} from '../../src/contract/program/assessments.ts';
import { listDrillScenarios, planDrill } from '../../src/contract/program/drills.ts';
import { createGoal, listGoals } from '../../src/contract/program/goals.ts';
import { addRisk, createPilot } from '../../src/contract/program/pilots.ts';
import { createRollOut } from '../../src/contract/program/plans/roll-outs.ts';
import { createReview } from '../../src/contract/program/reviews.ts';
import { declareIncident } from '../../src/contract/respond/incidents/changes.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { worldThrough } from '../harness/world.ts';
import { launchBrowser } from './browser.ts';
import { asPerson, violations } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('an assessment is answered by keys, completed and kept', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'admin', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/program/assessment');
    await page.getByRole('button', { name: 'Start assessment' }).click();
    const place = page.getByText(/^Question \d+ of \d+/);
    await place.waitFor();
    const asked = Number(/of (\d+)/.exec(await place.innerText())?.[1]);
    for (let number = 1; number <= asked; number++) {
      await page.getByText(new RegExp(`^Question ${number} of`)).waitFor();
      await page.keyboard.press('3');
    }
    await page.getByRole('button', { name: 'Complete assessment' }).click();
    await page.getByRole('heading', { name: /^Assessment of/ }).waitFor();
    await page.getByRole('img', { name: /^Maturity by area/ }).waitFor();
  });
  const { items } = await server.admin.call(listAssessments, {});
  expect(items).toMatchObject([{ state: 'completed' }]);
  expect(items[0]?.overall).toBeGreaterThanOrEqual(2);
});

test('a session takes everybody along: they vote in secret, see who voted what, and agree', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'admin', 'Ada');
  const { browser: jo } = await signInAs(server, 'responder', 'Jo');
  await server.admin.call(startAssessment, { body: {} });
  await asPerson(browser, server.url, ada, async (facilitator) => {
    await asPerson(browser, server.url, jo, async (assessor) => {
      for (const page of [facilitator, assessor]) {
        await page.goto('/program/assessment');
        await page.getByText(/^Question 1 of/).waitFor();
      }
      await facilitator.getByRole('button', { name: 'Skip' }).click();
      await facilitator.getByRole('button', { name: 'Start session' }).click();
      await assessor.getByText(/^Question 2 of/).waitFor();
      await assessor.keyboard.press('2');
      await facilitator.getByText('One vote, hidden until revealed.').waitFor();
      await facilitator.getByRole('radiogroup', { name: 'What the keys 1 to 7 do' }).getByText('My vote').click();
      await facilitator.keyboard.press('5');
      await assessor.getByText('2 votes, hidden until revealed.').waitFor();
      expect(await assessor.getByText('Ada', { exact: false }).count()).toBe(0);
      await facilitator.getByRole('button', { name: 'Reveal votes' }).click();
      await assessor.getByText('Votes from 2 to 5: hear both ends before you agree.').waitFor();
      await assessor.getByText('5 Optimized: Ada').waitFor();
      await facilitator.getByRole('radiogroup', { name: 'What the keys 1 to 7 do' }).getByText('Agreed rating').click();
      await facilitator.keyboard.press('1');
      await facilitator.getByRole('button', { name: 'Next', exact: true }).click();
      await assessor.getByText(/^Question 3 of/).waitFor();
    });
  });
  const { items } = await server.admin.call(listAssessments, {});
  const { areas } = await server.admin.call(getAssessment, { params: { id: items[0]!.id } });
  expect(areas[0]!.questions[1]).toMatchObject({ rated: 1, isAgreed: true, voteCount: 2 });
});

test('a goal is set with a baseline that is frozen', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'admin', 'Ada');
  await server.admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 2 } });
  await server.clock.advance('3 days');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/program/goals');
    await page.getByRole('heading', { name: 'No goals yet' }).waitFor();
    await page.keyboard.press('n');
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Fewer incidents');
    await form.getByRole('combobox', { name: 'Measure' }).click();
    await page.getByRole('option', { name: /per sprint/i }).click();
    await form.getByLabel('Target').fill('0');
    await form.getByRole('button', { name: 'Create goal' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Fewer incidents' }).waitFor();
  });
  const { items } = await server.admin.call(listGoals, {});
  expect(items[0]?.baseline?.frozenAt).toBeTruthy();
});

test('the measures change when an incident is declared elsewhere, and lead to its row', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/measures');
    await page.getByRole('heading', { name: 'No incidents in this period' }).waitFor();
    await server.admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 2 } });
    await page.getByRole('heading', { name: 'No incidents in this period' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Show the 1 incident', exact: true }).first().click();
    await page.getByRole('row', { name: /Checkout is down/ }).waitFor();
  });
});

test('the pages of status, measures and training pass the checker, wide and narrow', { timeout: 180_000 }, async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'admin', 'Ada');
  const { admin } = server;
  await admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 2 } });
  await admin.call(createStatusComponent, { body: { slug: 'checkout', name: 'Checkout', groupName: 'Shop' } });
  const faults = await faultsOf(server, ada, [
    '/status-page',
    '/measures',
    '/measures/incidents?measure=declared',
    '/program/training',
    '/program/training/skills',
    '/program/training/on-call-responder',
    '/program/reference-values',
    '/program/playbook',
  ]);
  expect(faults).toEqual({});
});

test('the pages of the program pass the checker, wide and narrow', { timeout: 180_000 }, async () => {
  const server = await startTestServer();
  const { browser: ada, id } = await signInAs(server, 'admin', 'Ada');
  const { admin } = server;
  const team = await worldThrough(server).team([id]);
  const pilot = await admin.call(createPilot, { body: { teamId: team.id, startsOn: '2026-01-01', timeZone: 'UTC' } });
  await admin.call(addRisk, {
    params: { id: pilot.id },
    body: { title: 'Peak season begins', likelihood: 'high', impact: 'medium' },
  });
  const waves = [{ startsOn: '2026-02-02', teamIds: [(await worldThrough(server).team([id])).id] }];
  const rollOut = await admin.call(createRollOut, { body: { name: 'Everybody', timeZone: 'UTC', waves } });
  const { scenarios } = await admin.call(listDrillScenarios, {});
  const drill = await admin.call(planDrill, { body: { scenarioKey: scenarios[0]!.key, teamId: team.id } });
  const review = await admin.call(createReview, { body: { year: 2026, quarter: 1 } });
  const goal = await admin.call(createGoal, {
    body: {
      ...{ name: 'Calmer', measure: 'incidents-per-sprint', target: 1, dueAt: '2098-01-01T00:00:00Z' },
      milestones: [{ pilotId: pilot.id, key: 'kick-off' }],
    },
  });
  const ask = 'Is a restore rehearsed each quarter, by people who did not write its runbook?';
  await admin.call(createAssessmentQuestion, { body: { area: 'runbooks', ask } });
  const { id: assessmentId } = await admin.call(startAssessment, { body: {} });
  const ofAssessment = { params: { id: assessmentId } };
  await admin.call(rateAssessment, { params: { id: assessmentId, questionId: 'on-call-gaps' }, body: { level: 6 } });
  await admin.call(completeAssessment, ofAssessment);
  const faults = await faultsOf(server, ada, [
    '/program',
    '/program/assessment',
    `/program/assessment?id=${assessmentId}`,
    `/program/assessment/${assessmentId}/slides`,
    '/program/assessment-questions',
    '/program/levels',
    '/program/why',
    '/program/goals',
    `/program/goals/${goal.id}`,
    '/program/pilots',
    `/program/pilots/${pilot.id}`,
    `/program/pilots/${pilot.id}?view=board`,
    `/program/pilots/${pilot.id}?view=timeline`,
    `/program/roll-outs/${rollOut.id}`,
    `/program/roll-outs/${rollOut.id}?view=timeline`,
    '/program/drills',
    `/program/drills/${drill.id}`,
    '/program/reviews',
    `/program/reviews/${review.id}`,
    `/program/reviews/${review.id}/slides`,
  ]);
  expect(faults).toEqual({});
});

/** What the checker finds on these pages, and those that are wider than their screen, by path and width. */
async function faultsOf(server: TestServer, person: Parameters<typeof asPerson>[2], paths: string[]) {
  const faults: Record<string, string[]> = {};
  await asPerson(browser, server.url, person, async (page) => {
    for (const path of paths) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        const loading = page.getByRole('status').filter({ hasText: /^(Loading|Working|Checking)/ });
        await eventually(async () => (await loading.count()) === 0);
        if (process.env.EVENKEEL_PICTURES) {
          const name = `${path.replace(/\W+/g, '-')}-${width}.png`;
          await page.screenshot({ path: `${process.env.EVENKEEL_PICTURES}/${name}`, fullPage: true });
        }
        const found = await violations(page);
        const tooWide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        if (tooWide) found.push('wider than the screen');
        if (found.length > 0) faults[`${path} ${width}`] = found;
      }
    }
  });
  return faults;
}
