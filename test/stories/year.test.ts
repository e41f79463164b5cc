/**
 * A year of the program with three teams: Payments is the pilot, Search follows in the first wave, Mobile is planned for and
 * changes nothing, so that it is the one to compare with. Every number is worked out by hand beside it.
 */
import { expect, onTestFinished, test } from 'vitest';
import { addContactMethodOf } from '../../src/contract/directory/contact-methods.ts';
import { createService } from '../../src/contract/directory/services.ts';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { createMyToken } from '../../src/contract/directory/tokens.ts';
import { getPostmortem } from '../../src/contract/learn/postmortems.ts';
import { decideRecurrence } from '../../src/contract/learn/recurrences.ts';
import { createDigest } from '../../src/contract/outgoing/digests.ts';
import * as assessments from '../../src/contract/program/assessments.ts';
import { createDecision, updateDecision } from '../../src/contract/program/decisions.ts';
import * as drills from '../../src/contract/program/drills.ts';
import * as goals from '../../src/contract/program/goals.ts';
import * as letters from '../../src/contract/program/outside/sponsor-letters.ts';
import * as pilots from '../../src/contract/program/pilots.ts';
import { readPlanImpact, readRollOutImpact } from '../../src/contract/program/plans/impact.ts';
import { createRollOut, proposeRollOut } from '../../src/contract/program/plans/roll-outs.ts';
import { updateCosts } from '../../src/contract/program/program.ts';
import { createReview, holdReview, type Review } from '../../src/contract/program/reviews.ts';
import { correctIncidentInstant, declareIncident, moveIncident } from '../../src/contract/respond/incidents/changes.ts';
import { eventually as within } from '../harness/eventually.ts';
import { completePostmortem } from '../harness/learn.ts';
import { signInAs } from '../harness/people.ts';
import { handIn } from '../harness/quiz.ts';
import { startTestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { askPerson, worldThrough } from '../harness/world.ts';

/** Letters and digests pass loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 40_000);

const minutes = (count: number) => count * 60;
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

test('three teams live a year of the program: a pilot, a roll-out, four reviews, and one team that changes nothing', {
  timeout: 300_000,
}, async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { admin, clock } = server;
  const world = worldThrough(server);
  const mailWith = (subject: string) => sink.mails.find((mail) => mail.subject?.includes(subject));

  await clock.set('2026-01-05T08:00:00Z');
  const ada = await signInAs(server, 'responder', 'Ada');
  await admin.call(addContactMethodOf, {
    params: { id: ada.id },
    body: { channel: 'email', label: 'Mail', settings: { address: ada.email }, verified: true },
  });
  const policy = await world.policy([askPerson(ada)]);
  async function founded(slug: string, name: string, memberIds: number[]) {
    const team = await admin.call(createTeam, { body: { slug, name, memberIds } });
    const service = await admin.call(createService, {
      body: { slug, name, teamId: team.id, escalationPolicyId: policy.id },
    });
    return { id: team.id, name, serviceId: service.id };
  }
  const payments = await founded('payments', 'Payments', [ada.id]);
  const search = await founded('search', 'Search', []);
  const mobile = await founded('mobile', 'Mobile', []);
  type Team = typeof payments;
  await ada.browser.call(createDigest, {
    body: { parts: ['measures'], teamId: payments.id, rhythm: 'monthly', at: '09:00', timeZone: 'UTC' },
  });

  /** A SEV2 that was resolved at ten and whose impact had lasted exactly so many minutes. */
  async function suffer(team: Team, day: string, lasted: number): Promise<number> {
    const { id } = await admin.call(declareIncident, {
      body: { title: `${team.name} is down on ${day}`, severity: 2, serviceIds: [team.serviceId] },
    });
    const over = await admin.call(moveIncident, { params: { id }, body: { to: 'resolved' } });
    const began = new Date(Date.parse(over.instants.resolvedAt!) - minutes(lasted) * 1_000).toISOString();
    await admin.call(correctIncidentInstant, {
      params: { id },
      body: { name: 'impactStartedAt', at: began, reason: 'From the logs' },
    });
    return id;
  }
  /** Goes through the days and lets each team that has a number for the day suffer for so many minutes; ids by team. */
  async function live(days: string[], lasting: [Team, (number | undefined)[]][]): Promise<number[][]> {
    const ids: number[][] = lasting.map(() => []);
    for (const [at, day] of days.entries()) {
      await clock.set(`${day}T10:00:00Z`);
      for (const [which, [team, each]] of lasting.entries())
        if (each[at] !== undefined) ids[which]!.push(await suffer(team, day, each[at]));
    }
    // Each requires a postmortem; it counts from when its draft is there.
    for (const id of ids.flat()) await eventually(() => admin.call(getPostmortem, { params: { id } }));
    return ids;
  }
  const times = (count: number, lasted: number) => Array<number>(count).fill(lasted);
  const none = undefined;

  /** On a day of its own: a page right after another one would go out together with others. */
  async function drill(team: Team, day: string, debrief: 1 | 2, planB: 1 | 2) {
    await clock.set(`${day}T09:00:00Z`);
    const { id } = await admin.call(drills.planDrill, {
      body: { scenarioKey: 'disk-full', serviceIds: [team.serviceId] },
    });
    const known = sink.mails.length;
    await admin.call(drills.startDrill, { params: { id } });
    await eventually(() => sink.mails.slice(known).some(({ subject }) => subject?.includes('Drill: ')));
    const unmarked = {
      ...{ commander: null, roles: null, 'first-post': null },
      ...{ rhythm: null, 'named-tasks': null, timeline: null },
    } as const;
    await admin.call(drills.markDrill, {
      params: { id },
      body: { marks: { ...unmarked, debrief, 'plan-b': planB } },
    });
    return (await admin.call(drills.finishDrill, { params: { id } })).score;
  }
  async function certify(name: string) {
    const { browser } = await signInAs(server, 'responder', name);
    const { token } = await browser.call(createMyToken, { body: { name: 'quiz', permissions: ['signed-in'] } });
    return (await handIn(server.as(token), 'incident-management-basics')).certificate;
  }
  async function assess(ratings: [string, 1 | 2 | 3 | 4 | 5 | 6 | 7][]) {
    const { id } = await admin.call(assessments.startAssessment, { body: {} });
    for (const [questionId, level] of ratings)
      await admin.call(assessments.rateAssessment, { params: { id, questionId }, body: { level } });
    return admin.call(assessments.completeAssessment, { params: { id } });
  }
  /** Composed on the second day after the quarter. */
  const review = (quarter: 1 | 2 | 3 | 4, scope: { teamId?: number; pilotId?: number } = {}) =>
    admin.call(createReview, { body: { year: 2026, quarter, ...scope } });
  const restoreIn = ({ composed }: Review) => {
    const row = composed.rows.find(({ key }) => key === 'median-restore-seconds')!;
    const { current, currentN, baseline, baselineN, verdict, finding } = row;
    return { current, currentN, baseline, baselineN, verdict, finding };
  };
  const rateIn = ({ composed }: Review) => composed.rows.find(({ key }) => key === 'incidents-per-sprint')!.current;
  const decide = (reviewId: number, text: string, dueOn: string) =>
    admin.call(createDecision, { body: { reviewId, text, dueOn, ownerId: ada.id } });
  const earlierOf = (made: Review) =>
    made.earlierDecisions.map(({ text, state, isOverdue }) => [text, state, isOverdue]);

  // First quarter: Payments measures for two weeks, 5 to 18 January, and changes nothing yet.
  const pilot = await admin.call(pilots.createPilot, {
    body: { teamId: payments.id, startsOn: '2026-01-05', timeZone: 'UTC' },
  });
  const params = { id: pilot.id };
  await admin.call(pilots.setPilotSponsor, {
    params,
    body: { sponsor: { name: 'Vera', title: 'VP Engineering', isVicePresidentOrAbove: true } },
  });
  await admin.call(updateCosts, { body: costs });
  const rated = await assess([
    ['training-drills', 3],
    ['governance-goals', 5],
  ]);
  // Without a drill and a goal there is no evidence: both count as 2.
  expect(rated.overall).toBe(2);

  const fortnight = ['05', '06', '07', '08', '09', '12', '13', '14', '15', '16'].map((day) => `2026-01-${day}`);
  // Payments: eight times two hours, once one, once five: the median is 120. Of ten draws, five or more would have to be the
  // one short (or the one long) for another median: 0.16 % each, so the 95% interval is 120 to 120, too.
  const [before] = await live(fortnight, [
    [payments, [60, ...times(8, 120), 300]],
    [search, [...times(4, 120), 60]],
    [mobile, [...times(4, 120), 300]],
  ]);
  expect(before).toHaveLength(10);
  await eventually(() => mailWith('Payments is down'));

  await clock.set('2026-01-19T06:00:00Z');
  const frozen = await eventually(async () => {
    const { baseline } = await admin.call(pilots.getPilot, { params });
    return baseline.frozenAt === null ? null : baseline;
  });
  expect(Object.fromEntries(frozen.measures.map(({ key, value, n }) => [key, [value, n]]))).toMatchObject({
    'median-restore-seconds': [minutes(120), 10],
    'incidents-per-sprint': [10, 10],
    // None of ten was written.
    'postmortem-completed-share': [0, 10],
    'recurrence-rate-90': [0, 10],
  });
  const fasterPayments = await admin.call(goals.createGoal, {
    body: {
      name: 'Payments restores in 90 minutes',
      measure: 'median-restore-seconds',
      teamId: payments.id,
      target: minutes(90),
      dueAt: '2026-06-30T00:00:00Z',
      baseline: { from: '2026-01-05T00:00:00Z', to: '2026-01-19T00:00:00Z' },
    },
  });
  expect(fasterPayments.baseline).toMatchObject({ value: minutes(120), n: 10 });

  const spring = [
    '02-03',
    '02-06',
    '02-10',
    '02-13',
    '02-17',
    '02-20',
    '02-24',
    '02-27',
    '03-03',
    '03-06',
    '03-10',
    '03-13',
  ];
  // Payments: 30, 150, then ten times 60: the median is 60, and so is its interval as above.
  const [practised] = await live(
    spring.map((day) => `2026-${day}`),
    [
      [payments, [30, 150, ...times(10, 60)]],
      [search, times(6, 120)],
      [mobile, times(6, 120)],
    ],
  );
  for (const id of practised!) await completePostmortem(admin, id, ada.id);
  // What failed on 10 March had failed on 3 February, 35 days before.
  await admin.call(decideRecurrence, {
    params: { id: practised![10]!, earlierId: practised![0]! },
    body: { verdict: 'confirmed' },
  });
  expect(await drill(payments, '2026-03-20', 2, 1)).toMatchObject({ points: 3, possible: 6 });
  expect((await certify('Clara'))?.expiresAt.slice(0, 10)).toBe('2027-03-20');

  // The sponsor confirms her address and is asked on the first of April.
  const vera = 'vera@example.org';
  const ask = { question: 'May Search and Mobile follow?', options: ['Yes, both', 'Not this year'] };
  await admin.call(letters.replaceSponsorLetterSettings, {
    params,
    body: { recipient: { personId: null, name: 'Vera', email: vera }, isOn: true, note: '', ask },
  });
  const toVera = () => sink.mails.filter(({ to }) => [to].flat().some((one) => one?.text.includes(vera)));
  const linkIn = (text: string | undefined, place: string) =>
    server.url + new RegExp(`https?://[^/\\s]+(/sponsor/${place}[0-9][^\\s"<]+)`).exec(text ?? '')![1]!;
  const confirmation = await eventually(() => toVera()[0]);
  expect((await fetch(linkIn(confirmation.text, 'addresses/'), { method: 'POST' })).status).toBe(200);
  await clock.set('2026-04-01T09:00:01Z');
  const letter = await eventually(() => mailWith('Payments: where incident management stands on 1 April 2026'));
  for (const words of [
    // 5 January is day 1: 31 + 28 + 31 days to 1 April, less four.
    'Day 87, until 5 April 2026',
    'Better: Median time to restore fell from 2 h to 1 h (n 10 and 12).',
    // Wilson: none of 10 is at most z² ÷ (10 + z²) = 27.8 %; 12 of 12 are at least 12 ÷ (12 + z²) = 75.7 %.
    'Better: Required postmortems completed rose from 0% to 100% (n 10 and 12).',
  ])
    expect(letter.text?.replaceAll(/\s+/g, ' ')).toContain(words);
  const decided = await fetch(`${linkIn(letter.text, '')}/decision`, {
    method: 'POST',
    body: new URLSearchParams({ option: '0', words: 'One after the other.' }),
    redirect: 'manual',
  });
  expect(decided.status).toBe(303);
  expect((await admin.call(letters.readSponsorLetters, { params })).items).toMatchObject([
    { decision: { option: 'Yes, both', words: 'One after the other.', byName: 'Vera' } },
  ]);
  const digest = await eventually(() => mailWith('Monthly digest for Payments: 1 Mar to 31 Mar'));
  for (const words of [
    // Four in March at 60; February had 30, 150 and six times 60.
    'Time to restore: median 1 h (n 4), before 1 h (n 8). Cannot tell whether it changed.',
    'Incidents declared: 4 (4 SEV2).',
    'Postmortems completed: 4 of 4 (100%), before 100% of 8.',
    'Recurrences within 90 days: 1 of 4 (25%), before 0% of 8.',
  ])
    expect(digest.text?.replaceAll(/\s+/g, ' ')).toContain(words);

  // Review of the first quarter, from the end of the baseline to the end of March.
  await clock.set('2026-04-02T08:00:00Z');
  const better = await assess([
    ['training-drills', 3],
    ['governance-goals', 4],
  ]);
  // A drill and a goal are there: the median of levels 3 and 4, rounded down.
  expect(better.overall).toBe(3);
  const whole1 = await review(1);
  expect(restoreIn(whole1)).toEqual({
    // 24: 30, ten times 60, twelve times 120, 150. The 12th and the 13th are 120: one team of three does not move the whole.
    ...{ current: minutes(120), currentN: 24, baseline: minutes(120), baselineN: 20 },
    verdict: 'cannot-tell',
    finding: 'No change beyond chance: 2 h before, 2 h this quarter (n 20 and 24)',
  });
  // 24 in the 72 days from 19 January.
  expect(rateIn(whole1)).toBeCloseTo(24 / (72 / 14), 9);
  expect(whole1.composed).toMatchObject({
    maturityStep: null,
    drills: { held: 1, meanShare: 0.5 },
    training: { certified: 1 },
    recurrences: [{ key: `INC-${practised![10]}`, earlierKey: `INC-${practised![0]}` }],
    // The program: 100 × 60 + 1,000, 120 × 70 + 1,000, 150 × 80 + 1,000. The medians are the same, so nothing is claimed.
    money: {
      ...{ saved: null, net: null, notShown: { saved: { expected: 0 }, severities: [2] } },
      cost: { low: 7_000_00, expected: 9_400_00, high: 13_000_00 },
    },
  });
  const payments1 = await review(1, { teamId: payments.id });
  expect(restoreIn(payments1)).toEqual({
    ...{ current: minutes(60), currentN: 12, baseline: minutes(120), baselineN: 10 },
    verdict: 'better',
    finding: 'Median time to restore fell from 2 h to 1 h (n 10 and 12)',
  });
  // An hour on each of twelve: 12 × (10,000 + 2 × 50), 12 × (15,000 + 3 × 80), 12 × (20,000 + 4 × 100). A team's saving is
  // not set against what the program cost for all.
  expect(payments1.composed.money).toMatchObject({
    saved: { low: 121_200_00, expected: 182_880_00, high: 244_800_00 },
    ...{ net: null, notShown: null },
  });
  expect(payments1.composed.goals).toMatchObject([
    {
      name: 'Payments restores in 90 minutes',
      state: 'reached',
      finding: { sentence: 'Median time to restore of Payments fell from 2 h to 1 h (n 10 and 12)' },
    },
  ]);
  expect(payments1.composed.recurrences).toHaveLength(1);
  expect(payments1.composed.rows.find(({ key }) => key === 'recurrence-rate-90')).toMatchObject({
    // One of twelve; 0 of 10 before reaches up to 27.8 %.
    ...{ current: 1 / 12, baseline: 0, verdict: 'cannot-tell' },
  });
  const rollOutDecision = await decide(whole1.id, 'Search and Mobile follow', '2026-04-17');
  await decide(whole1.id, 'A status page for partners', '2026-06-30');
  await admin.call(holdReview, { params: { id: whole1.id } });

  // The pilot is over; Search follows in April and Mobile in August.
  await clock.set('2026-04-07T08:00:00Z');
  await admin.call(pilots.endPilot, { params, body: { outcome: 'completed' } });
  const proposal = await admin.call(proposeRollOut, { params });
  expect(proposal.waves.flatMap(({ teams }) => teams.map(({ name }) => name))).toEqual(['Mobile', 'Search']);
  const rollOut = await admin.call(createRollOut, {
    body: {
      ...{ name: 'All teams', pilotId: pilot.id, timeZone: 'UTC', sponsor: proposal.sponsor },
      waves: [
        { startsOn: '2026-04-20', teamIds: [search.id] },
        { startsOn: '2026-08-03', teamIds: [mobile.id] },
      ],
    },
  });
  await admin.call(updateDecision, { params: { id: rollOutDecision.id }, body: { state: 'done' } });

  // Second quarter: the fortnight of Search (20 April to 3 May), then eight weeks in which it restores in 80 minutes.
  await live(
    ['04-21', '04-23', '04-28', '04-30'].map((day) => `2026-${day}`),
    [
      [search, times(4, 120)],
      [mobile, times(4, 120)],
    ],
  );
  await live(
    ['05-05', '05-12', '05-19', '05-26', '06-02', '06-09', '06-16', '06-23'].map((day) => `2026-${day}`),
    [
      [payments, [60, none, none, none, 60]],
      [search, times(8, 80)],
      [mobile, times(8, 120)],
    ],
  );
  await clock.set('2026-07-02T08:00:00Z');
  const whole2 = await review(2);
  // 26: twice 60, eight times 80, sixteen times 120; 26 in 91 days of 6.5 sprints.
  expect(restoreIn(whole2)).toMatchObject({ current: minutes(120), currentN: 26, verdict: 'cannot-tell' });
  expect(rateIn(whole2)).toBeCloseTo(4, 9);
  expect(earlierOf(whole2).sort()).toEqual([
    ['A status page for partners', 'open', true],
    ['Search and Mobile follow', 'done', false],
  ]);
  const search2 = await review(2, { teamId: search.id });
  expect(search2.composed).toMatchObject({ measuredFrom: '2026-05-04T00:00:00.000Z' });
  expect(restoreIn(search2)).toEqual({
    // Its fortnight had four incidents: too few to claim by, and this quarter's eight are, too.
    ...{ current: minutes(80), currentN: 8, baseline: minutes(120), baselineN: 4 },
    verdict: 'cannot-tell',
    finding: 'Cannot tell yet: 8 incidents this quarter',
  });
  await decide(whole2.id, 'Search drills each quarter', '2026-07-31');
  await admin.call(holdReview, { params: { id: whole2.id } });

  // Third quarter: Search drills, Mobile has its fortnight (3 to 16 August) and goes on as before.
  await live(
    ['2026-07-07', '2026-07-14'],
    [
      [payments, [60]],
      [search, times(2, 80)],
      [mobile, times(2, 120)],
    ],
  );
  expect(await drill(search, '2026-07-20', 2, 2)).toMatchObject({ points: 4, possible: 6 });
  expect(await certify('Sam')).not.toBeNull();
  await live(
    ['08-04', '08-11', '08-18', '08-25', '09-01', '09-08', '09-15', '09-22'].map((day) => `2026-${day}`),
    [
      [payments, [none, none, none, none, 60]],
      [search, [none, none, none, none, none, 80]],
      [mobile, times(8, 120)],
    ],
  );
  const lateGoal = await admin.call(goals.createGoal, {
    body: {
      name: 'Mobile restores in 90 minutes',
      measure: 'median-restore-seconds',
      teamId: mobile.id,
      target: minutes(90),
      dueAt: '2026-12-15T00:00:00Z',
      baseline: { from: '2026-05-04T00:00:00Z', to: '2026-08-17T00:00:00Z' },
    },
  });
  // Eight in May and June, two in July, two in the fortnight.
  expect(lateGoal.baseline).toMatchObject({ value: minutes(120), n: 12 });
  await clock.set('2026-10-02T08:00:00Z');
  const whole3 = await review(3);
  // 15: twice 60, three times 80, ten times 120: the 8th is 120. 92 days.
  expect(restoreIn(whole3)).toMatchObject({ current: minutes(120), currentN: 15, verdict: 'cannot-tell' });
  expect(rateIn(whole3)).toBeCloseTo(15 / (92 / 14), 9);
  expect(whole3.composed).toMatchObject({ drills: { held: 1 }, training: { certified: 2 } });
  expect(whole3.composed.drills.meanShare).toBeCloseTo(4 / 6, 9);
  // Of the quarter before, and what is open from before it; what was done in April is told no more.
  expect(earlierOf(whole3).sort()).toEqual([
    ['A status page for partners', 'open', true],
    ['Search drills each quarter', 'open', true],
  ]);
  for (const { id, text } of whole3.earlierDecisions)
    await admin.call(updateDecision, {
      params: { id },
      body: text.startsWith('Search') ? { state: 'done' } : { state: 'dropped', reason: 'No partner asked for it' },
    });
  await decide(whole3.id, 'A lead for Mobile', '2027-01-15');
  await admin.call(holdReview, { params: { id: whole3.id } });

  // Fourth quarter.
  await live(
    ['10-06', '10-13', '10-20', '10-27'].map((day) => `2026-${day}`),
    [
      [payments, [60]],
      [search, [none, 80]],
      [mobile, times(4, 120)],
    ],
  );
  await clock.set('2027-01-02T08:00:00Z');
  const whole4 = await review(4);
  expect(restoreIn(whole4)).toMatchObject({
    // 60, 80, four times 120.
    ...{ current: minutes(120), currentN: 6, verdict: 'cannot-tell' },
    finding: 'Cannot tell yet: 6 incidents this quarter',
  });
  expect(rateIn(whole4)).toBeCloseTo(6 / (92 / 14), 9);
  expect(earlierOf(whole4)).toEqual([['A lead for Mobile', 'open', false]]);
  const mobile4 = await review(4, { teamId: mobile.id });
  expect(restoreIn(mobile4)).toMatchObject({
    current: minutes(120),
    currentN: 4,
    baseline: minutes(120),
    baselineN: 2,
  });
  // The date has passed and the median is where it was.
  expect(mobile4.composed.goals).toMatchObject([{ name: 'Mobile restores in 90 minutes', state: 'missed', share: 0 }]);
  await admin.call(holdReview, { params: { id: whole4.id } });

  // Before and after, by team, each ninety days around the end of the baseline and beside the teams without a plan then.
  type Impact = Awaited<ReturnType<typeof admin.call<typeof readPlanImpact>>>;
  const restoreOf = ({ days, otherTeams, measures }: Impact) => {
    const { team, others, difference } = measures.find(({ key }) => key === 'median-restore-seconds')!;
    return {
      ...{ days, otherTeams: otherTeams.map(({ name }) => name), difference },
      team: [team.before, team.after, team.verdict],
      others: others && [others.before, others.after, others.verdict],
    };
  };
  // All intervals have no width, so those of the differences have none either.
  const pointAt = (value: number) => ({ value, interval: { low: value, high: value } });
  // 21 October to 18 January and 19 January to 18 April; beside Payments stand five and five, then six and six.
  expect(restoreOf(await admin.call(readPlanImpact, { params }))).toEqual({
    ...{ days: 90, otherTeams: ['Mobile', 'Search'] },
    team: [{ value: minutes(120), n: 10 }, { value: minutes(60), n: 12 }, 'better'],
    others: [{ value: minutes(120), n: 10 }, { value: minutes(120), n: 12 }, 'cannot-tell'],
    difference: { ...pointAt(-minutes(60)), verdict: 'better' },
  });
  const { items } = await admin.call(readRollOutImpact, { params: { id: rollOut.id } });
  const of = (team: Team) => restoreOf(items.find((item) => item.team.id === team.id)!);
  // 3 February to 3 May: six and four at 120; 4 May to 1 August: ten at 80. Mobile has as many at 120 on both sides.
  expect(of(search)).toEqual({
    ...{ days: 90, otherTeams: ['Mobile'] },
    team: [{ value: minutes(120), n: 10 }, { value: minutes(80), n: 10 }, 'better'],
    others: [{ value: minutes(120), n: 10 }, { value: minutes(120), n: 10 }, 'cannot-tell'],
    difference: { ...pointAt(-minutes(40)), verdict: 'better' },
  });
  // 19 May to 16 August: six, two and two; 17 August to 14 November: six and four. Payments has two before and two after,
  // too few to set against.
  expect(of(mobile)).toEqual({
    ...{ days: 90, otherTeams: ['Payments'] },
    team: [{ value: minutes(120), n: 10 }, { value: minutes(120), n: 10 }, 'cannot-tell'],
    others: [{ value: minutes(60), n: 2 }, { value: minutes(60), n: 2 }, 'cannot-tell'],
    difference: null,
  });
});
