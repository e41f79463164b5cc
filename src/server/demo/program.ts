/** How the shop gets better at incidents: assessments, a pilot, goals, training, money and reviews. */
import type { GoalMeasure } from '../../domain/program/goals/goals.ts';
import { maturityQuestions } from '../../domain/program/maturity/model.ts';
import { rightAnswer } from '../../domain/program/quiz.ts';
import { updatePayRates } from '../measure/pay/actions.ts';
import { completeAssessment, note, rate, revealVotes, startAssessment, vote } from '../program/assessments/actions.ts';
import { createDecision, updateDecision } from '../program/decisions/actions.ts';
import { loadDocuments } from '../program/documents/actions.ts';
import { createGoal, previewMeasure } from '../program/goals/actions.ts';
import { updateImpactRates } from '../program/impact-rates/actions.ts';
import { createPilot, listPilots, setSponsor } from '../program/pilots/actions.ts';
import { addMilestone, tickItem, updateMilestone } from '../program/pilots/milestones.ts';
import { addRisk } from '../program/pilots/risks.ts';
import { watchPilot } from '../program/pilots/watch.ts';
import { confirm as confirmPlaybook, publish } from '../program/playbook/versions.ts';
import { createReview, holdReview, updateReview } from '../program/reviews/actions.ts';
import { createRollOut } from '../program/roll-outs/actions.ts';
import { updateCosts } from '../program/settings/costs.ts';
import { readQuiz, takeQuiz } from '../program/training/actions.ts';
import { certifyCompleted } from '../program/training/certify.ts';
import { listProtocols, updateProtocol } from '../respond/protocols/actions.ts';
import { addShadow } from '../respond/schedules/shadows/shadows.ts';
import { loadMatrix, updateMatrix } from '../respond/severities/actions.ts';
import type { PersonKey } from './shop/cast.ts';
import { as, day, daysAgo, iso, type Story } from './story.ts';

/** The pilot of Payments began so many days ago. */
const pilotDay = 62;

export function runProgram(story: Story): void {
  assess(story, pilotDay - 6, [1, 3], 'First assessment, together with all three team leads.');
  assess(story, 8, [3, 5], 'Command and learning have improved; sharing our lessons with customers has not.');
  pilot(story);
  goals(story);
  train(story);
  story.plan(daysAgo(story, pilotDay - 8, '16:30'), () => writeCosts(story));
  story.plan(daysAgo(story, pilotDay - 8, '16:40'), () => writePayRates(story));
  review(story);
  playbook(story);
}

/** Two versions; of the second, some have confirmed it, and one protocol was changed since. */
function playbook(story: Story): void {
  const mara = () => as(story, 'mara');
  const confirmed = (ago: number, version: number, people: readonly PersonKey[]) => {
    for (const [place, key] of people.entries())
      story.plan(daysAgo(story, ago - place, '11:20'), () => confirmPlaybook(as(story, key), version));
  };
  story.plan(daysAgo(story, 40, '10:30'), () => publish(mara(), 'The first version: how we work since the pilot.'));
  confirmed(39, 1, ['priya', 'jonas', 'sofia', 'idris', 'amara']);
  const rename = (from: string, to: string) => async () => {
    const { key, items } = (await listProtocols(mara().db)).find(({ name }) => name === from)!;
    await updateProtocol(mara(), key, { name: to, items });
  };
  story.plan(daysAgo(story, 15, '15:00'), rename('Full war room', 'Full war room, with executives'));
  story.plan(daysAgo(story, 14, '10:00'), () =>
    publish(mara(), 'The largest room says in its name that executives are in it.'),
  );
  confirmed(13, 2, ['priya', 'jonas', 'sofia', 'amara']);
  story.plan(daysAgo(story, 3, '16:00'), async () => {
    const { key, name, items } = (await listProtocols(mara().db)).find(({ key: one }) => one === 'war-room')!;
    const plan = { id: 'roll-back-first', phase: 'stabilise' as const, by: 'commander' as const, dueMinutes: 15 };
    await updateProtocol(mara(), key, { name, items: [...items, { ...plan, text: 'Ask first: can we roll back?' }] });
  });
}

function assess(story: Story, ago: number, [low, high]: [number, number], notes: string): void {
  const dice = story.dice.for(`assessment ${ago}`);
  story.plan(daysAgo(story, ago, '14:00'), async () => {
    const mara = as(story, 'mara');
    const { id } = await startAssessment(mara);
    for (const question of maturityQuestions.filter((_, place) => place % 4 === 0)) {
      for (const voter of ['sofia', 'idris', 'priya'] as const) {
        const voted = dice.whole(low, Math.min(7, high + 1));
        await vote(as(story, voter), id, question.id, { level: voted, comment: '' });
      }
    }
    await revealVotes(mara, id, null);
    for (const question of maturityQuestions) {
      const level = dice.chance(0.06) ? null : dice.whole(low, high);
      await rate(as(story, dice.pick(['mara', 'sofia', 'idris', 'priya'])), id, question.id, {
        level,
        comment: level === low ? 'This is where we can improve the most.' : '',
      });
    }
    await note(mara, id, notes);
    await completeAssessment(mara, id);
  });
}

function pilot(story: Story): void {
  let id = 0;
  const startsOn = iso(daysAgo(story, pilotDay)).slice(0, 10);
  story.plan(daysAgo(story, pilotDay + 3, '10:00'), async () => {
    const made = await createPilot(as(story, 'mara'), {
      teamId: story.ids.teams.payments!,
      kind: 'pilot',
      sponsor: null,
      startsOn,
      timeZone: 'Europe/Berlin',
    });
    id = made.id;
    for (const [place, { key }] of made.milestones.entries()) {
      const owner = (['priya', 'mara', 'jonas', 'amara'] as const)[place % 4]!;
      await updateMilestone(as(story, 'mara'), id, key, { ownerId: story.ids.people[owner]! });
    }
  });
  story.plan(daysAgo(story, pilotDay - 1, '09:00'), () =>
    setSponsor(as(story, 'mara'), id, {
      name: 'Dana Whitfield',
      title: 'Vice President Engineering',
      isVicePresidentOrAbove: true,
    }),
  );
  const done = (ago: number, key: string, items: number, isDone = true) =>
    story.plan(daysAgo(story, ago, '15:20'), async () => {
      for (let position = 0; position < items; position += 1)
        await tickItem(as(story, 'priya'), id, key, position, true);
      if (isDone) await updateMilestone(as(story, 'priya'), id, key, { status: 'done' });
    });
  done(pilotDay - 2, 'sponsor', 3, false);
  done(pilotDay - 4, 'kick-off', 3);
  done(pilotDay - 9, 'assessment', 2, false);
  done(pilotDay - 17, 'goals', 1, false);
  done(pilotDay - 30, 'plan', 1);
  story.plan(daysAgo(story, pilotDay - 28, '10:30'), () => ownMilestone(story, id));
  done(14, 'runbooks', 1, false);
  story.plan(daysAgo(story, 6, '14:30'), () => rollOut(story, id));
  story.plan(daysAgo(story, pilotDay - 24, '16:40'), () => adaptSeverities(story));
  // The product itself looks for signs every minute; here often enough to see each in its time.
  for (const ago of [61, 56, 50, 47, 44, 40, 35, 30, 24, 18, 12, 7, 3, 1]) {
    story.plan(daysAgo(story, ago, '18:00'), () => watchPilot(story.tx));
  }
}

/** What the template does not know: a step of this team, and what may stop the plan. */
async function ownMilestone(story: Story, id: number): Promise<void> {
  const mara = as(story, 'mara');
  const [priya, grace] = [story.ids.people.priya!, story.ids.people.grace!];
  const dueOn = iso(daysAgo(story, pilotDay - 66)).slice(0, 10);
  const { milestones } = await addMilestone(mara, id, {
    title: 'Support decides with us when customers are told',
    phase: 'execute',
    dueOn,
    ownerId: grace,
    checklist: [
      'Support reads the severity matrix',
      'One of them takes the communications course',
      'Try it in a drill',
    ],
    waitsForKeys: ['severities'],
    goalIds: [],
  });
  const { key } = milestones.find(({ sign, title }) => sign === null && title.startsWith('Support decides'))!;
  await tickItem(as(story, 'grace'), id, key, 0, true);
  await updateMilestone(mara, id, 'runbooks', { status: 'in-progress' });
  await addRisk(mara, id, {
    title: 'Peak season takes the team’s time',
    likelihood: 'high',
    impact: 'medium',
    response: 'No milestone is due in the two weeks before the sale; drills are short.',
    state: 'open',
    ownerId: priya,
  });
  await addRisk(mara, id, {
    title: 'The payment provider does not share its status early enough',
    likelihood: 'medium',
    impact: 'high',
    response: 'Dana talks to their account manager; until then our own check every minute counts.',
    state: 'open',
    ownerId: story.ids.people.mara!,
  });
}

/** What Payments found is planned for the two other teams, once its pilot is over. */
async function rollOut(story: Story, pilotId: number): Promise<void> {
  const ends = story.now + (90 - pilotDay) * day;
  const monday = ends + (8 - (new Date(ends).getUTCDay() || 7)) * day;
  const startsOn = (weeks: number) => iso(monday + weeks * 7 * day).slice(0, 10);
  await createRollOut(as(story, 'mara'), {
    name: 'Incident response for the whole shop',
    pilotId,
    timeZone: 'Europe/Berlin',
    sponsor: { name: 'Dana Whitfield', title: 'Vice President Engineering', isVicePresidentOrAbove: true },
    waves: [
      { startsOn: startsOn(0), teamIds: [story.ids.teams.storefront!] },
      { startsOn: startsOn(4), teamIds: [story.ids.teams.platform!] },
    ],
  });
}

/** A matrix in the words of a shop: what the built-in one calls a core journey is buying and paying here. */
async function adaptSeverities(story: Story): Promise<void> {
  const { rules, policies, version } = await loadMatrix(story.tx);
  const ownTests = new Map([
    [1, 'Nobody can pay, or orders are lost'],
    [2, 'Customers in a whole country cannot pay or get no deliveries'],
  ]);
  const adapted = rules.map((rule) => {
    const own = ownTests.get(rule.severity);
    return own === undefined ? rule : { ...rule, tests: [own, ...rule.tests] };
  });
  await updateMatrix(as(story, 'mara'), { rules: adapted, policies }, version);
}

function goals(story: Story): void {
  const from = daysAgo(story, pilotDay);
  const to = daysAgo(story, pilotDay - 14);
  const set = (
    ...[name, measure, better, owner, keys]: [string, GoalMeasure, (value: number) => number, PersonKey, string[]]
  ) =>
    story.plan(daysAgo(story, pilotDay - 16, '11:00'), async () => {
      const period = { from: iso(from), to: iso(to) };
      const teamId = measure === 'maturity-level' ? null : story.ids.teams.payments!;
      const [plan] = (await listPilots(as(story, 'mara'), { limit: 1 })).items;
      const { value } = await previewMeasure(as(story, 'mara'), measure, { ...period, ...(teamId && { teamId }) });
      await createGoal(as(story, 'mara'), {
        name,
        measure,
        teamId,
        serviceId: null,
        ownerId: story.ids.people[owner]!,
        target: value === null ? 4 : better(value),
        dueAt: iso(story.now + (90 - pilotDay) * day),
        objective: measure === 'median-restore-seconds' ? 'Customers can always pay' : '',
        objectiveUrl: null,
        milestones: keys.map((key) => ({ pilotId: plan!.id, key })),
        // Of nothing, nothing can be half.
        baseline: value === null || value === better(value) ? null : period,
      });
    });
  set('Restore service twice as fast', 'median-restore-seconds', (value) => Math.round(value * 0.5), 'priya', [
    'training',
    'first-drill',
    'runbooks',
  ]);
  set('Acknowledge pages faster', 'median-acknowledge-seconds', (value) => Math.round(value * 0.7), 'jonas', [
    'severities',
    'rotation',
  ]);
  set('Fewer pages per shift', 'pages-per-shift', (value) => value * 0.6, 'amara', ['runbooks']);
  set('Two maturity levels up', 'maturity-level', (value) => Math.min(7, value + 2), 'mara', [
    'postmortems',
    'second-assessment',
  ]);
}

function train(story: Story): void {
  const take = (who: PersonKey, key: string, ago: number, wrong = 0) =>
    story.plan(daysAgo(story, ago, '12:10'), async () => {
      const { version, attempt, questions } = await readQuiz(as(story, who), key);
      const bank = (await loadDocuments(story.tx, 'course')).find((course) => course.key === key)!.head.quiz.questions;
      const answers = questions
        .slice(wrong)
        .map(({ id }) => [id, rightAnswer(bank.find((question) => question.id === id)!)] as const);
      await takeQuiz(as(story, who), key, { version, attempt, answers: Object.fromEntries(answers) });
    });
  const shadow = (who: PersonKey, schedule: string, ago: number) =>
    story.plan(daysAgo(story, ago, '08:30'), () =>
      addShadow(as(story, 'mara'), story.ids.schedules[schedule]!, {
        personId: story.ids.people[who]!,
        startsAt: iso(daysAgo(story, ago, '09:00')),
        endsAt: iso(daysAgo(story, ago - 4, '17:00')),
      }),
    );
  const basics = 'incident-management-basics';
  take('ben', basics, 380);
  take('grace', basics, 350);
  for (const [place, who] of (
    ['priya', 'jonas', 'amara', 'luca', 'sofia', 'idris', 'oskar', 'noor'] as const
  ).entries()) {
    take(who, basics, 44 - place);
    if (place === 3) take(who, 'on-call-responder', 39, 4);
    take(who, 'on-call-responder', 38 - place);
  }
  for (const [place, who] of (['priya', 'sofia', 'idris', 'oskar'] as const).entries()) {
    take(who, 'incident-commander', 26 - place * 2);
  }
  take('elena', basics, 33);
  take('elena', 'communications', 31);
  take('mara', basics, 58);
  take('mara', 'blameless-postmortems', 57);
  take('priya', 'blameless-postmortems', 20);
  take('tomas', basics, 9, 5);
  // Who has watched a shift and held a role in drills, besides; the drills were 64, 36 and 11 days ago.
  for (const who of ['oskar', 'noor', 'idris'] as const) shadow(who, 'platform', 60);
  for (const who of ['amara', 'luca'] as const) shadow(who, 'payments', 29);
  for (const ago of [35, 24, 10]) story.plan(daysAgo(story, ago, '15:00'), () => certifyCompleted(story.tx));
}

async function writeCosts(story: Story): Promise<void> {
  const euros = (low: number, expected: number, high: number) => ({
    low: low * 100,
    expected: expected * 100,
    high: high * 100,
  });
  const perHour = [
    euros(18_000, 26_000, 40_000),
    euros(4_000, 7_000, 12_000),
    euros(400, 900, 1_800),
    euros(0, 50, 150),
    euros(0, 0, 0),
  ];
  const responders = [7, 5, 2.5, 1, 0.5];
  const tenths = (people: number) => Math.round(people * 10) / 10;
  await updateCosts(as(story, 'mara'), {
    currency: 'EUR',
    severities: ([1, 2, 3, 4, 5] as const).map((severity, place) => ({
      severity,
      downtimePerHour: perHour[place]!,
      responders: {
        low: tenths(responders[place]! * 0.8),
        expected: responders[place]!,
        high: tenths(responders[place]! * 1.4),
      },
    })),
    responderHour: euros(60, 75, 95),
    program: {
      hours: { low: 60, expected: 90, high: 140 },
      hour: euros(60, 75, 95),
      other: euros(500, 1_200, 2_500),
    },
  });
  const rateOf = (service: string, severity: 1 | 2 | null, low: number, high: number) => ({
    ...{ serviceId: story.ids.services[service]!, severity },
    perHour: { low: low * 100, high: high * 100 },
  });
  await updateImpactRates(as(story, 'mara'), {
    currency: 'EUR',
    rates: [
      rateOf('checkout', 1, 35_000, 80_000),
      rateOf('checkout', 2, 12_000, 30_000),
      rateOf('catalogue', null, 1_000, 4_000),
    ],
  });
}

async function writePayRates(story: Story): Promise<void> {
  await updatePayRates(as(story, 'mara'), {
    currency: 'EUR',
    hourly: { weekday: 4, night: 5, weekend: 7, holiday: 10 },
    perShift: 0,
    perCallOut: { weekday: 20, night: 60, weekend: 40, holiday: 60 },
    roundToMinutes: 15,
    rounding: 'up',
  });
}

const whole = { teamId: null, pilotId: null };

function review(story: Story): void {
  const today = new Date(story.now);
  const current = { year: today.getUTCFullYear(), quarter: (Math.floor(today.getUTCMonth() / 3) + 1) as 1 | 2 | 3 | 4 };
  const before =
    current.quarter === 1
      ? { year: current.year - 1, quarter: 4 as const }
      : { year: current.year, quarter: (current.quarter - 1) as 1 | 2 | 3 };
  const began = Date.UTC(current.year, (current.quarter - 1) * 3, 1);
  // After the baseline of the pilot and the goals, so that there is something to talk about.
  const held = Math.max(began + 9 * day, story.now - (pilotDay - 19) * day);
  const timeZone = 'Europe/Berlin';
  story.plan(Math.min(held, story.now - day / 2), async () => {
    const mara = as(story, 'mara');
    const personOf = (key: PersonKey) => story.ids.people[key]!;
    const outside = { personId: null, email: null };
    const { id } = await createReview(mara, {
      ...before,
      ...whole,
      timeZone,
      plannedOn: iso(story.now - day).slice(0, 10),
    });
    await updateReview(mara, id, {
      plannedOn: null,
      attendees: [
        { ...outside, name: 'Dana Whitfield', department: 'Engineering' },
        { name: '', department: 'Operations', personId: personOf('mara'), email: null },
        { name: '', department: 'Payments', personId: personOf('priya'), email: null },
        { ...outside, name: 'Grace Mbeki', department: 'Customer support' },
      ],
      notes:
        'Support asked to be informed before the status page is updated. Finance wants the double charges included.',
    });
    const dueOn = (days: number) => iso(story.now + days * day).slice(0, 10);
    const decide = (text: string, owner: PersonKey, days: number) =>
      createDecision(mara, { reviewId: id, text, ownerId: personOf(owner), dueOn: dueOn(days) });
    await decide('Payments reserves a fifth of its time for action items until the pilot ends.', 'priya', 26);
    await decide('Support joins the room for every SEV2 and above.', 'mara', -6);
    const { id: done } = await decide('The message template for payments names the bank.', 'priya', -12);
    await updateDecision(as(story, 'priya'), done, { state: 'done' });
    await decide('Storefront starts its own pilot next quarter.', 'sofia', 40);
    await holdReview(mara, id);
  });
  story.plan(story.now - 2 * day, async () => {
    if (began > story.now - 3 * day) return;
    const plannedOn = iso(Date.UTC(current.year, current.quarter * 3, 8)).slice(0, 10);
    await createReview(as(story, 'mara'), { ...current, ...whole, timeZone, plannedOn });
  });
}
