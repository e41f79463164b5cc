import { expect, test } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { signInAs } from '../../../test/harness/people.ts';
import { handIn } from '../../../test/harness/quiz.ts';
import { startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { createService } from '../../contract/directory/services.ts';
import { createTeam } from '../../contract/directory/teams.ts';
import { createMyToken } from '../../contract/directory/tokens.ts';
import * as assessments from '../../contract/program/assessments.ts';
import * as drills from '../../contract/program/drills.ts';
import * as goals from '../../contract/program/goals.ts';
import * as pilots from '../../contract/program/pilots.ts';
import { createRollOut } from '../../contract/program/plans/roll-outs.ts';
import * as program from '../../contract/program/program.ts';
import * as reviews from '../../contract/program/reviews.ts';
import { getSeverities, updateSeverities } from '../../contract/respond/severities.ts';

type Written = {
  startedAt: string;
  restoreMinutes: number;
  severity?: number;
  declaredAfterMinutes?: number;
  kind?: string;
};

/** An incident that is over, written as the war room would have left it; returns its number. */
async function writeIncident({ db }: TestServer, serviceId: number, incident: Written): Promise<number> {
  const { startedAt, restoreMinutes, severity = 2, declaredAfterMinutes = 2, kind = 'real' } = incident;
  const written = await db.query(
    `insert into evenkeel.incidents (id, title, severity, peak_severity, kind, lifecycle, declared_by,
       impact_started_at, detected_at, declared_at, resolved_at, closed_at)
     select coalesce(max(id), 0) + 1, 'Payments fail', $1, $1, $2, 'closed', '{"kind": "system", "name": "Test"}',
       $3::timestamptz, $3, $3::timestamptz + $4 * interval '1 minute', $3::timestamptz + $5 * interval '1 minute',
       $3::timestamptz + $5 * interval '1 minute' from evenkeel.incidents returning id`,
    [severity, kind, startedAt, declaredAfterMinutes, restoreMinutes],
  );
  const { id } = written.rows[0];
  await db.query('insert into evenkeel.incident_services (incident_id, service_id) values ($1, $2)', [id, serviceId]);
  return id;
}

async function writePostmortem({ db }: TestServer, incidentId: number, dueAt: string, completedAt: string | null) {
  await db.query(
    `insert into evenkeel.postmortems (incident_id, form, state, is_required, reasons, due_at, markdown, finding_count,
       completed_at) values ($1, 'full', $2, true, '[]', $3, '', 0, $4)`,
    [incidentId, completedAt === null ? 'draft' : 'completed', dueAt, completedAt],
  );
}

async function begin(startsOn = '2026-01-05') {
  const server = await startTestServer();
  const { admin } = server;
  await server.clock.set(`${startsOn}T08:00:00Z`);
  const team = await admin.call(createTeam, { body: { slug: 'shop', name: 'Shop' } });
  const service = await admin.call(createService, { body: { slug: 'checkout', name: 'Checkout', teamId: team.id } });
  const other = await admin.call(createService, { body: { slug: 'search', name: 'Search' } });
  const pilot = await admin.call(pilots.createPilot, { body: { teamId: team.id, startsOn, timeZone: 'UTC' } });
  const mistakes = async () => {
    const found = await admin.call(program.readProgram, {});
    return Object.fromEntries(found.mistakes.map(({ key, because }) => [key, because]));
  };
  return { server, admin, team, service, other, pilot, params: { id: pilot.id }, mistakes };
}

async function editMatrix({ admin }: Pick<TestServer, 'admin'>) {
  const { version: _version, ...matrix } = await admin.call(getSeverities, {});
  await admin.call(updateSeverities, { body: matrix });
}

const range = (low: number, expected: number, high: number) => ({ low, expected, high });
const zero = range(0, 0, 0);
const severityCosts = (severity: 1 | 2 | 3 | 4 | 5) => ({
  severity,
  downtimePerHour: severity === 2 ? range(1_000_000, 1_500_000, 2_000_000) : zero,
  responders: severity === 2 ? range(2, 3, 4) : zero,
});
const costs = {
  currency: 'EUR',
  severities: ([1, 2, 3, 4, 5] as const).map(severityCosts),
  responderHour: range(5_000, 8_000, 10_000),
  program: { hours: range(100, 120, 150), hour: range(6_000, 7_000, 8_000), other: range(100_000, 100_000, 100_000) },
};

test('A quarter of the program: every number on its review is the one worked out by hand, and mistakes come and go with their causes', async () => {
  const { server, admin, team, service, other, params, mistakes } = await begin();
  expect(await mistakes()).toEqual({});

  // The first two weeks: 60, 120 and 180 minutes to restore. What is not the team's does not count.
  const first = await writeIncident(server, service.id, { startedAt: '2026-01-06T10:00:00Z', restoreMinutes: 60 });
  const second = await writeIncident(server, service.id, {
    startedAt: '2026-01-09T10:00:00Z',
    restoreMinutes: 120,
    declaredAfterMinutes: 10,
  });
  await writeIncident(server, service.id, { startedAt: '2026-01-12T10:00:00Z', restoreMinutes: 180 });
  await writeIncident(server, other.id, { startedAt: '2026-01-12T11:00:00Z', restoreMinutes: 900 });
  await writeIncident(server, service.id, { startedAt: '2026-01-12T12:00:00Z', restoreMinutes: 5, kind: 'drill' });
  await writePostmortem(server, first, '2026-01-10T00:00:00Z', '2026-01-09T00:00:00Z');
  await writePostmortem(server, second, '2026-01-14T00:00:00Z', null);

  await server.clock.set('2026-01-13T08:00:00Z');
  expect(await mistakes()).toEqual({ 'no-sponsor': 'There is no sponsor.' });
  const sponsor = { name: 'Vera', title: 'Head of shop', isVicePresidentOrAbove: false };
  await admin.call(pilots.setPilotSponsor, { params, body: { sponsor } });
  expect(await mistakes()).toEqual({ 'no-sponsor': 'The sponsor is not senior enough to protect the budget.' });
  await admin.call(pilots.setPilotSponsor, { params, body: { sponsor: { ...sponsor, isVicePresidentOrAbove: true } } });
  expect(await mistakes()).toEqual({});

  // Three rated high; only the first has evidence (three of four incidents declared in time), so the others count 2.
  const draft = await admin.call(assessments.startAssessment, { body: {} });
  const rate = (id: number, questionId: string, level: 1 | 2 | 3 | 4 | 5 | 6 | 7) =>
    admin.call(assessments.rateAssessment, { params: { id, questionId }, body: { level } });
  await rate(draft.id, 'severity-declare', 4);
  await rate(draft.id, 'training-drills', 3);
  await rate(draft.id, 'governance-goals', 5);
  const assessed = await admin.call(assessments.completeAssessment, { params: { id: draft.id } });
  const declared = assessed.areas[0]!.questions[0]!;
  expect(declared).toMatchObject({ level: 4, isCapped: false, evidence: { value: 0.75, n: 4 } });
  expect(assessed).toMatchObject({ overall: 2, answered: 3, weakest: ['training', 'governance'] });

  // The fourteen days are over: the baseline freezes by itself, and stays.
  await server.clock.set('2026-01-19T06:00:00Z');
  const frozen = await eventually(async () => {
    const pilot = await admin.call(pilots.getPilot, { params });
    return pilot.baseline.frozenAt === null ? null : pilot;
  });
  const baseline = Object.fromEntries(frozen.baseline.measures.map(({ key, value, n }) => [key, { value, n }]));
  expect(baseline).toMatchObject({
    'median-restore-seconds': { value: 7_200, n: 3 },
    'median-detect-seconds': { value: 0, n: 3 },
    'incidents-per-sprint': { value: 3, n: 3 },
    'postmortem-completed-share': { value: 0.5, n: 2 },
    'postmortem-on-time-share': { value: 0.5, n: 2 },
    'recurrence-rate-90': { value: 0, n: 3 },
  });
  await writeIncident(server, service.id, { startedAt: '2026-01-13T10:00:00Z', restoreMinutes: 999 });
  await server.db.query(
    `delete from evenkeel.incident_services where incident_id = (select max(id) from evenkeel.incidents)`,
  );
  const done = frozen.milestones.filter(({ state }) => state === 'done').map(({ key }) => key);
  expect(done).toEqual(expect.arrayContaining(['sponsor', 'assessment', 'baseline']));

  // Goals: faster by a quarter, level 5.
  await server.clock.set('2026-01-20T00:00:00Z');
  const period = { from: '2026-01-05T00:00:00Z', to: '2026-01-19T00:00:00Z' };
  const faster = await admin.call(goals.createGoal, {
    body: {
      name: 'Restore faster',
      measure: 'median-restore-seconds',
      teamId: team.id,
      target: 5_400,
      dueAt: '2026-04-30T00:00:00Z',
      baseline: period,
    },
  });
  expect(faster).toMatchObject({ baseline: { value: 7_200, n: 3 }, state: 'no-data', current: { value: null } });
  const higher = await admin.call(goals.createGoal, {
    body: { name: 'Level 5', measure: 'maturity-level', target: 5, dueAt: '2026-07-01T00:00:00Z', baseline: period },
  });
  expect(higher).toMatchObject({ baseline: { value: 2, n: 1 }, state: 'behind', share: 0 });

  // Day 35, and the matrix is still the one that came in the box.
  await server.clock.set('2026-02-09T08:00:00Z');
  expect(await mistakes()).toEqual({ copied: 'No severity, protocol or template has been adapted since the start.' });
  await editMatrix(server);
  expect(await mistakes()).toEqual({});

  // Five incidents after the baseline: 30, 60, 60, 60, 90 minutes. One repeats an earlier one with an item still open.
  const later = ['2026-02-10', '2026-02-17', '2026-02-24', '2026-03-03', '2026-03-10'];
  const minutes = [30, 60, 90, 60, 60];
  await server.clock.set('2026-03-12T08:00:00Z');
  const ids: number[] = [];
  for (const [index, day] of later.entries()) {
    const startedAt = `${day}T10:00:00Z`;
    ids.push(await writeIncident(server, service.id, { startedAt, restoreMinutes: minutes[index]! }));
  }
  await server.db.query(
    `insert into evenkeel.action_items (incident_id, title, kind, due_at, created_by, created_at)
     values ($1, 'Limit retries', 'prevent', '2026-02-01', '{"kind": "system", "name": "Test"}', '2026-01-10')`,
    [second],
  );
  await server.db.query(
    `insert into evenkeel.recurrences (incident_id, earlier_incident_id, state, score, reasons) values ($1, $2, 'confirmed', 80, '[]')`,
    [ids[0], second],
  );
  const reached = await admin.call(goals.getGoal, { params: { id: faster.id } });
  // (3600 − 7200) ÷ (5400 − 7200) = 2
  expect(reached).toMatchObject({
    current: { value: 3_600, n: 5 },
    share: 2,
    state: 'reached',
    caution: 'Only 3 on one side of the comparison: interpret with care.',
  });

  // A drill with 3 of 6 points, and one person who passes a course.
  const drill = await admin.call(drills.planDrill, { body: { scenarioKey: 'disk-full' } });
  await admin.call(drills.startDrill, { params: { id: drill.id } });
  const noMarks = {
    commander: null,
    roles: null,
    'first-post': null,
    rhythm: null,
    'named-tasks': null,
    timeline: null,
  } as const;
  const marks = { ...noMarks, debrief: 2, 'plan-b': 1 } as const;
  await admin.call(drills.markDrill, { params: { id: drill.id }, body: { marks } });
  const held = await admin.call(drills.finishDrill, { params: { id: drill.id } });
  expect(held.score).toMatchObject({ points: 3, possible: 6 });
  const { browser } = await signInAs(server, 'responder', 'Ada');
  const token = await browser.call(createMyToken, { body: { name: 'quiz', permissions: ['signed-in'] } });
  await handIn(server.as(token.token), 'incident-management-basics');

  await admin.call(program.updateCosts, { body: costs });
  const again = await admin.call(assessments.startAssessment, { body: {} });
  await rate(again.id, 'severity-declare', 4);
  await rate(again.id, 'training-drills', 3);
  await rate(again.id, 'governance-goals', 4);
  const better = await admin.call(assessments.completeAssessment, { params: { id: again.id } });
  expect(better.before!.changes).toEqual([
    { key: 'governance', from: 2, to: 4 },
    { key: 'training', from: 2, to: 3 },
  ]);
  expect(better.overall).toBe(4);

  // Day 101 without a review.
  await server.clock.set('2026-04-16T08:00:00Z');
  expect(await mistakes()).toEqual({ 'one-time-project': 'No quarterly review for 101 days.' });
  const review = await admin.call(reviews.createReview, { body: { year: 2026, quarter: 1, plannedOn: '2026-04-16' } });
  const { composed } = review;
  expect(composed).toMatchObject({
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-04-01T00:00:00.000Z',
    measuredFrom: '2026-01-19T00:00:00.000Z',
    baseline: { teamName: null },
    maturityStep: 2,
    drills: { held: 1, meanShare: 0.5 },
    training: { people: 1, certified: 1, expiringSoon: 0 },
    actionItems: { open: 1, overdue: 1 },
    recurrences: [{ key: `INC-${ids[0]}`, earlierKey: `INC-${second}`, earlierItemOpen: true }],
  });
  const row = (key: string) => composed.rows.find((candidate) => candidate.key === key)!;
  // With the 15 hours of the other service: 60, 120, 180 and 900 minutes, and the 999 that were taken from the team.
  expect(row('median-restore-seconds')).toMatchObject({
    ...{ baseline: 10_800, baselineN: 5, current: 3_600, currentN: 5, verdict: 'cannot-tell' },
    finding: 'Cannot tell yet: 5 incidents this quarter',
    previous: { value: null, n: 0, verdict: 'no-baseline' },
  });
  // 72 days are 72 ÷ 14 sprints.
  expect(row('incidents-per-sprint')).toMatchObject({ baseline: 5, currentN: 5 });
  expect(row('incidents-per-sprint').current).toBeCloseTo(5 / (72 / 14), 9);
  expect(row('recurrence-rate-90')).toMatchObject({ current: 0.2, currentN: 5, baseline: 0 });
  // The team alone, against what was frozen for it.
  const ofTeam = await admin.call(reviews.createReview, { body: { year: 2026, quarter: 1, teamId: team.id } });
  expect(ofTeam.team).toEqual({ id: team.id, name: 'Shop' });
  expect(ofTeam.composed.placings).toBeUndefined();
  const teamRow = (key: string) => ofTeam.composed.rows.find((candidate) => candidate.key === key)!;
  expect(ofTeam.composed.baseline).toMatchObject({ teamName: 'Shop', from: '2026-01-05T00:00:00.000Z' });
  expect(teamRow('median-restore-seconds')).toMatchObject({
    ...{ baseline: 7_200, baselineN: 3, current: 3_600, currentN: 5, verdict: 'cannot-tell' },
  });
  expect(teamRow('incidents-per-sprint')).toMatchObject({ baseline: 3, currentN: 5 });
  expect(ofTeam.composed.training).toEqual({ people: 0, certified: 0, expiringSoon: 0 });
  expect(ofTeam.composed.goals.map(({ name }) => name)).toEqual(['Restore faster']);
  // An hour on each of 5 incidents, too few to claim it. An hour costs 15,000 + 3 × 80 EUR; the program 120 × 70 + 1,000.
  // Medians lie in 3600–10800 before and 1800–5400 now: −150 to 750 minutes.
  expect(ofTeam.composed.money).toMatchObject({
    currency: 'EUR',
    saved: null,
    net: null,
    ratio: null,
    notShown: {
      saved: { low: -2.5 * 20_400_00, expected: 5 * 15_240_00, high: 12.5 * 20_400_00 },
      severities: [2],
    },
    cost: { low: 7_000_00, expected: 9_400_00, high: 13_000_00 },
    leftOut: [1, 3, 4, 5],
    findings: [],
  });
  expect(composed.money!.assumptions.join(' ')).toContain(
    'One hour of SEV2 costs 10,000 to 20,000, expected 15,000 EUR',
  );
  expect(composed.topics).toEqual([
    'Run as a one-time project: No quarterly review for 101 days.',
    `INC-${ids[0]} repeated INC-${second}; an action item from that incident is still open.`,
    '1 of 1 open action items are overdue.',
    'No other department takes part.',
  ]);
  // Level 4 of 2 → 5, after 86 of 162 days.
  expect(composed.goals.map(({ name, state }) => [name, state])).toEqual([
    ['Level 5', 'on-track'],
    ['Restore faster', 'reached'],
  ]);
  expect(composed.referenceValues).toHaveLength(6);
  expect(composed.benchmarks).toHaveLength(4);
  // By the last assessment before the end of the quarter; its saving is not shown by the data, so there is no return.
  expect(composed.placings!.map(({ rank }) => rank)).toEqual(['Between median and elite', 'Elite', null, null]);

  const attendees = [{ name: 'Sam', department: 'Support' }];
  const update = { plannedOn: '2026-04-16', attendees, notes: 'Went well.' };
  await admin.call(reviews.updateReview, { params: { id: review.id }, body: update });
  const recomposed = await admin.call(reviews.recomposeReview, { params: { id: review.id } });
  expect(recomposed.composed.topics).not.toContain('No other department takes part.');
  const money = async () =>
    (await admin.call(program.readProgram, {})).bestPractices.find(({ key }) => key === 'money')!;
  expect(await money()).toMatchObject({
    isFollowed: false,
    because: expect.stringContaining('no review that was held'),
  });
  await admin.call(reviews.holdReview, { params: { id: review.id } });
  expect(await money()).toMatchObject({ isFollowed: true, because: expect.stringContaining('2026-Q1') });
  await expect(admin.call(reviews.recomposeReview, { params: { id: review.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  expect(await mistakes()).toEqual({});
  await writeIncident(server, service.id, { startedAt: '2026-03-20T10:00:00Z', restoreMinutes: 999 });
  const kept = await admin.call(reviews.getReview, { params: { id: review.id } });
  expect(kept.composed.rows).toEqual(recomposed.composed.rows);

  const home = await admin.call(program.readProgram, {});
  expect(home).toMatchObject({
    level: { level: 4, name: 'Managed' },
    nextReview: { reviewId: null, on: '2026-07-16' },
  });
  // Drills and certificates alone do not make a step done while milestones are overdue.
  expect(home.steps.map((step) => step.state)).toEqual(['done', 'done', 'under-way', 'under-way', 'done']);
  expect(home.steps.map((step) => step.text)[3]).toMatch(/a certificate; \d+ milestones are overdue\.$/);
  await eventually(async () => {
    const { milestones } = await admin.call(pilots.getPilot, { params });
    const fulfilled = milestones.filter((milestone) => milestone.doneAt !== null).map(({ key }) => key);
    const wanted = ['sponsor', 'assessment', 'baseline', 'goals', 'severities', 'first-drill', 'review'];
    return wanted.every((key) => fulfilled.includes(key)) ? fulfilled : null;
  });
});

test('A change before the baseline is told as a mistake, and goes when the pilot starts over', async () => {
  const { server, admin, team, params, mistakes } = await begin();
  await server.clock.set('2026-01-08T08:00:00Z');
  await editMatrix(server);
  expect(await mistakes()).toEqual({
    'no-baseline': 'The way of working was changed before a baseline was measured.',
  });
  await admin.call(pilots.endPilot, { params, body: { outcome: 'stopped', note: 'We changed too early.' } });
  await server.clock.set('2026-01-09T08:00:00Z');
  await admin.call(pilots.createPilot, { body: { teamId: team.id, startsOn: '2026-01-09', timeZone: 'UTC' } });
  expect(await mistakes()).toEqual({});
});

test('Before a plan begins no mistake is called absent, and a roll-out without a pilot is no pilot', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await server.clock.set('2026-01-05T08:00:00Z');
  const checks = async () => {
    const { mistakes, mistakesAvoided } = await admin.call(program.readProgram, {});
    expect(mistakes).toEqual([]);
    return mistakesAvoided.map(({ key, isTooEarly, because, start }) => [key, isTooEarly, because, start]);
  };
  const before = [true, 'No plan has begun.', { form: 'plan', id: null }];
  expect(await checks()).toEqual(
    ['no-sponsor', 'no-baseline', 'one-time-project', 'copied'].map((key) => [key, ...before]),
  );
  const pilot = async () =>
    (await admin.call(program.readProgram, {})).bestPractices.find(({ key }) => key === 'pilot')!;
  expect(await pilot()).toMatchObject({ isFollowed: false, because: 'No pilot was started.' });
  const team = await admin.call(createTeam, { body: { slug: 'shop', name: 'Shop' } });
  const sponsor = { name: 'Tom', title: 'Team lead', isVicePresidentOrAbove: false };
  const rollOut = await admin.call(createRollOut, {
    body: { name: 'All', timeZone: 'UTC', sponsor, waves: [{ startsOn: '2026-01-05', teamIds: [team.id] }] },
  });
  expect(await pilot()).toMatchObject({ isFollowed: false, because: 'A roll-out began before any pilot.' });
  const { mistakes } = await admin.call(program.readProgram, {});
  expect(mistakes).toMatchObject([
    { key: 'no-sponsor', start: { form: 'sponsor', id: rollOut.waves[0]!.plans[0]!.id } },
  ]);
});

test('Without a goal that is worked on, a program of more than a hundred days is a one-time project', async () => {
  const { server, admin, mistakes } = await begin('2026-01-05');
  await admin.call(pilots.listPilots, {});
  await server.clock.set('2026-04-17T08:00:00Z');
  const review = await admin.call(reviews.createReview, { body: { year: 2026, quarter: 1 } });
  await admin.call(reviews.holdReview, { params: { id: review.id } });
  expect((await mistakes())['one-time-project']).toBe('No goal is being worked on.');
  const goal = await admin.call(goals.createGoal, {
    body: { name: 'Level 3', measure: 'maturity-level', target: 3, dueAt: '2026-07-01T00:00:00Z' },
  });
  expect((await mistakes())['one-time-project']).toBeUndefined();
  await admin.call(goals.dropGoal, { params: { id: goal.id }, body: { reason: 'Another matters more.' } });
  expect((await mistakes())['one-time-project']).toBe('No goal is being worked on.');
});
