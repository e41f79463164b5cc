/** What the product is for, thing by thing: each has a screen where it can be seen, also before there is much data. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPostmortem } from '../../src/contract/learn/postmortems.ts';
import { planDrill } from '../../src/contract/program/drills.ts';
import { createGoal } from '../../src/contract/program/goals.ts';
import { createPilot } from '../../src/contract/program/pilots.ts';
import { createReview } from '../../src/contract/program/reviews.ts';
import { createRunbook } from '../../src/contract/resolve/runbooks.ts';
import { declareIncident, moveIncident } from '../../src/contract/respond/incidents/changes.ts';
import { run } from '../../src/server/platform/db/database.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { launchBrowser } from './browser.ts';
import { asPerson } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

async function begin() {
  const server = await startTestServer();
  const { admin } = server;
  const ada = await signInAs(server, 'admin', 'Ada');
  const world = worldThrough(server);
  const team = await world.team([ada.id]);
  const policy = await world.policy([askPerson(ada)]);
  const body = '- [ ] Roll back\n- [ ] Watch ten minutes\n';
  const runbook = await admin.call(createRunbook, { body: { slug: 'checkout', title: 'Checkout is slow', body } });
  const incident = await admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 2 } });
  await admin.call(moveIncident, { params: { id: incident.id }, body: { to: 'resolved' } });
  await eventually(() => admin.call(getPostmortem, { params: { id: incident.id } }).catch(() => null));
  const sponsor = { name: 'Vera', title: 'Vice President Shop', isVicePresidentOrAbove: true };
  const pilot = await admin.call(createPilot, {
    body: { teamId: team.id, startsOn: new Date().toISOString().slice(0, 10), timeZone: 'UTC', sponsor },
  });
  const dueAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
  const goal = await admin.call(createGoal, {
    body: { name: 'Restore sooner', measure: 'median-restore-seconds', target: 1_800, dueAt },
  });
  const drill = await admin.call(planDrill, { body: { scenarioKey: 'alert-storm', teamId: team.id } });
  const now = new Date();
  const quarter = (Math.floor(now.getUTCMonth() / 3) + 1) as 1 | 2 | 3 | 4;
  const review = await admin.call(createReview, { body: { year: now.getUTCFullYear(), quarter } });
  return { server, ada, policy, runbook, incident, pilot, goal, drill, review };
}

test('everything that good incident management consists of stands on its screen', { timeout: 180_000 }, async () => {
  const { server, ada, policy, runbook, incident, pilot, goal, drill, review } = await begin();
  const rows: Record<string, [path: string, ...shown: (string | RegExp)[]]> = {
    'severity levels': ['/settings/severities', 'SEV1', 'Critical', 'SEV5', 'Every 30 min'],
    'escalation procedures': [`/escalation-policies/${policy.id}`, 'Ada'],
    'war room protocols': ['/settings/protocols', 'Full war room', 'Team response'],
    'protocols that are practised': [`/program/drills/${drill.id}`, 'Injects', 'Tabletop'],
    'scenarios to practise': ['/program/files/scenario', 'Four hundred alerts', 'Locked out of our own house'],
    'communication templates': ['/settings/templates', 'Preview with sample data', 'Next update by'],
    'blameless postmortems': [`/incidents/${incident.id}/postmortem`, 'Blameless wording', 'Contributing factors'],
    'documented runbooks': [`/runbooks/${runbook.id}`, '2 steps', 'Roll back', 'Version 1'],
    'time to restore by severity': ['/measures', 'Time to restore by severity', 'SEV2'],
    'incidents per sprint': ['/measures', 'Incidents per sprint'],
    'share with a postmortem': ['/measures', 'Incidents with a completed postmortem'],
    'recurrence rate': ['/measures', 'Recurrences within 90 days'],
    'the five steps': ['/program', '1. Assess', '2. Define goals', '3. Build the plan', '4. Execute', '5. Iterate'],
    assessment: ['/program/assessment', 'Start first assessment'],
    goals: [`/program/goals/${goal.id}`, 'Restore sooner', 'Baseline', 'Target', 'Freeze baseline'],
    'a pilot of ninety days with milestones': [
      `/program/pilots/${pilot.id}`,
      'The baseline is frozen',
      'Assess',
      'Iterate',
    ],
    'an executive sponsor': [`/program/pilots/${pilot.id}`, 'Executive sponsor', 'Vera, Vice President Shop'],
    'seven levels with their share': [
      '/program/levels',
      ...['Initial', 'Developing', 'Defined', 'Managed', 'Optimized', 'Leading', 'Transformative'],
      ...['14%', '29%', '43%', '57%', '71%', '86%', '100%'],
    ],
    'six alternatives': [
      '/program/why',
      ...['Ad hoc', 'An industry framework', 'Doing nothing', 'Consultants only', 'A tool only', 'A one-time project'],
    ],
    'common mistakes': [
      '/program',
      ...[
        'No executive sponsor',
        'Not measured before the start',
        'Run as a one-time project',
        'Copied without adapting',
      ],
    ],
    'best practices': [
      '/program',
      ...['Start with one team for ninety days', 'Report the financial impact', 'Keep one playbook for everyone'],
      ...['Review every quarter, with other departments', 'Train and certify people'],
    ],
    benchmarks: ['/program/reference-values', 'Technology', 'Financial services', 'Healthcare', 'E-commerce'],
    'key figures': [
      '/program/reference-values',
      ...['2–6 weeks', '2–5×', '35–60%', '2–3 levels', '30 days', '6–12 months'],
    ],
    'financial terms': [`/program/reviews/${review.id}`, 'Financial impact'],
    'quarterly reports': [`/program/reviews/${review.id}`, 'Measures against the baseline', 'Print', 'Meeting'],
    'training by role': [
      '/program/training',
      'Responder',
      'Incident commander',
      'Communications',
      'Scribe',
      'Executive',
    ],
    'a quiz of at least six': [
      '/program/training/incident-management-basics',
      /[6-9] questions|[1-9]\d questions/,
      'Take the quiz',
    ],
    certification: ['/program/training', 'Certified people', 'Required certificates'],
    'a playbook': ['/program/playbook', 'Severities', 'War-room protocols', 'Publish version 1'],
  };
  const missing: Record<string, string[]> = {};
  await asPerson(browser, server.url, ada.browser, async (page) => {
    let at = '';
    for (const [row, [path, ...shown]] of Object.entries(rows)) {
      if (path !== at) await page.goto(path);
      at = path;
      const main = page.getByRole('main');
      for (const words of shown) {
        const found = main.getByText(words).first();
        await found.waitFor({ timeout: 10_000 }).catch(() => {
          missing[row] = [...(missing[row] ?? []), String(words)];
        });
      }
    }
  });
  expect(missing).toEqual({});
});

test('imported incidents are offered to the measures once there are any', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'viewer', 'Ada');
  const { id } = await server.admin.call(declareIncident, { body: { title: 'An old one', severity: 3 } });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    const offer = page.getByLabel('Include imported incidents');
    await page.goto('/measures');
    await page.getByText('Incidents per sprint').first().waitFor();
    expect(await offer.count()).toBe(0);
    await run(server.db, `update incidents set kind = 'imported' where id = $1`, [id]);
    await page.reload();
    await offer.waitFor();
  });
});
