import { describe, expect, it } from 'vitest';
import { studyFigure } from '../../contract/program/program.ts';
import { type PracticeFacts, practicesIn } from './checks/best-practices.ts';
import { type MistakeKey, mistakeChecks, mistakesIn, type PlanFacts, type ProgramFacts } from './checks/mistakes.ts';
import { forecastOf } from './goals/forecast.ts';
import { type Goal, goalFaults, goalMeasures, goalProgress } from './goals/goals.ts';
import { defaultBenchmarks, defaultReferenceValues, defaultStudies } from './reference-values.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-05T00:00:00Z');

describe('common mistakes', () => {
  const plan: PlanFacts = {
    id: 1,
    teamName: 'Payments',
    startedAt: start,
    sponsor: { name: 'Vera', vicePresidentOrAbove: true },
    baselineEndedAt: start + 14 * day,
    firstChangeAt: start + 20 * day,
  };
  const well: ProgramFacts = {
    startedAt: start,
    plans: [plan],
    lastQuarterlyReviewAt: start + 88 * day,
    liveGoalCount: 2,
    goalWithoutBaselineId: null,
    adaptedSettingCount: 3,
    copiedSettings: true,
  };
  const ofPlan = (changes: Partial<PlanFacts>) => ({ plans: [{ ...plan, ...changes }] });
  const keys = (changes: Partial<ProgramFacts>, days: number): MistakeKey[] =>
    mistakesIn({ ...well, ...changes }, start + days * day).map((mistake) => mistake.key);

  it('are absent from a program that is run well, and from none at all', () => {
    expect(keys({}, 100)).toEqual([]);
    expect(keys({ startedAt: null, plans: [] }, 100)).toEqual([]);
  });

  it('no sponsor: after a week without one, or with one of too low a rank, until there is one', () => {
    expect(keys(ofPlan({ sponsor: null }), 6)).toEqual([]);
    expect(keys(ofPlan({ sponsor: null }), 7)).toEqual(['no-sponsor']);
    expect(keys(ofPlan({ sponsor: { name: 'Tom', vicePresidentOrAbove: false } }), 1)).toEqual(['no-sponsor']);
  });

  it('no baseline: after two weeks without one, or when something was changed first', () => {
    expect(keys(ofPlan({ baselineEndedAt: null, firstChangeAt: null }), 14)).toEqual([]);
    expect(keys(ofPlan({ baselineEndedAt: null, firstChangeAt: null }), 15)).toEqual(['no-baseline']);
    expect(keys(ofPlan({ baselineEndedAt: null, firstChangeAt: start }), 1)).toEqual(['no-baseline']);
    expect(keys(ofPlan({ firstChangeAt: start + 13 * day }), 30)).toEqual(['no-baseline']);
  });

  it('are looked for in every plan, and say whose they are where there are several', () => {
    const others = ['Search', 'Storefront'].map((teamName) => ({ ...plan, teamName, sponsor: null }));
    const low = { ...plan, teamName: 'Platform', sponsor: { name: 'Tom', vicePresidentOrAbove: false } };
    const found = mistakesIn({ ...well, plans: [plan, ...others, low] }, start + 20 * day);
    expect(found.map(({ key, because }) => [key, because])).toEqual([
      [
        'no-sponsor',
        'Search, Storefront: There is no sponsor. Platform: The sponsor is not senior enough to protect the budget.',
      ],
    ]);
    const young = { ...plan, teamName: 'Search', startedAt: start + 18 * day, sponsor: null, baselineEndedAt: null };
    expect(keys({ plans: [plan, { ...young, firstChangeAt: null }] }, 20)).toEqual([]);
  });

  it('one-time project: a hundred days without a review, or nothing left to reach', () => {
    expect(keys({ lastQuarterlyReviewAt: null }, 100)).toEqual([]);
    expect(keys({ lastQuarterlyReviewAt: null }, 101)).toEqual(['one-time-project']);
    expect(keys({}, 188)).toEqual([]);
    expect(keys({}, 189)).toEqual(['one-time-project']);
    expect(keys({ liveGoalCount: 0 }, 150)).toEqual(['one-time-project']);
  });

  it('copied: nothing adapted after the planning weeks', () => {
    expect(keys({ adaptedSettingCount: 0 }, 34)).toEqual([]);
    expect(keys({ adaptedSettingCount: 0 }, 35)).toEqual(['copied']);
    expect(keys({ adaptedSettingCount: 1 }, 35)).toEqual([]);
  });

  const told = (changes: Partial<ProgramFacts>, days: number) =>
    Object.fromEntries(
      mistakeChecks({ ...well, ...changes }, start + days * day).map(({ key, state, because }) => [
        key,
        `${state}: ${because}`,
      ]),
    );

  it('that are not seen say by what in the data', () => {
    expect(told({}, 100)).toEqual({
      'no-sponsor': 'not-seen: Vera is the sponsor.',
      'no-baseline': 'not-seen: The baseline was measured before the first change.',
      'one-time-project': 'not-seen: The last quarterly review was 12 days ago. 2 goals are being worked on.',
      copied: 'not-seen: Severities, protocols or templates were adapted or confirmed 3 times since the start.',
    });
  });

  it('are not called absent while the data cannot show them yet', () => {
    const young = {
      ...ofPlan({ sponsor: null, baselineEndedAt: null, firstChangeAt: null }),
      ...{ lastQuarterlyReviewAt: null, adaptedSettingCount: 0 },
    };
    expect(told(young, 3)).toEqual({
      'no-sponsor': 'too-early: There is no sponsor yet.',
      'no-baseline': 'too-early: The baseline is not frozen yet.',
      'one-time-project': 'too-early: The first quarterly review is not due yet.',
      copied: 'too-early: No severity, protocol or template has been adapted yet.',
    });
    const begun = told({ startedAt: null, plans: [] }, 100);
    expect([...new Set(Object.values(begun))]).toEqual(['too-early: No plan has begun.']);
  });

  it('say which form their fix starts with, and of which plan or goal', () => {
    const plans = [plan, { ...plan, id: 7, teamName: 'Search', sponsor: null, baselineEndedAt: null }];
    const starts = (changes: Partial<ProgramFacts>, days: number) =>
      mistakeChecks({ ...well, ...changes }, start + days * day)
        .filter(({ state }) => state === 'seen')
        .map(({ start: { form, id } }) => [form, id]);
    const found = starts({ plans, goalWithoutBaselineId: 4, adaptedSettingCount: 0 }, 189);
    expect(found).toEqual([
      ['sponsor', 7],
      ['baseline', 4],
      ['review', null],
      ['severities', null],
    ]);
    expect(starts({ ...ofPlan({ baselineEndedAt: null }), liveGoalCount: 0 }, 150)).toEqual([
      ['goal', null],
      ['goal', null],
    ]);
  });

  it('come with their cause, consequence and fix', () => {
    const [mistake] = mistakesIn({ ...well, ...ofPlan({ sponsor: null }) }, start + 10 * day);
    expect(mistake).toMatchObject({
      because: 'There is no sponsor.',
      fix: expect.stringContaining('vice president'),
    });
  });
});

describe('goals', () => {
  const goal: Goal = {
    measure: 'median-restore-seconds',
    baseline: { value: 7200, n: 12, from: start, to: start + 14 * day, frozenAt: start + 14 * day },
    target: 3600,
    startedAt: start,
    dueAt: start + 100 * day,
  };
  const state = (value: number, days: number, changes: Partial<Goal> = {}) =>
    goalProgress({ ...goal, ...changes }, { value, n: 20 }, start + days * day).state;

  it('are forecast as a range, and only from ten cases on', () => {
    const now = start + 50 * day;
    const of = (seconds: number, n: number) => Array.from({ length: n }, (_, index) => seconds + (index % 5) * 60);
    const forecast = (values: number[], changes: Partial<Goal> = {}) =>
      forecastOf({ ...goal, ...changes }, { value: values[0]!, n: values.length, values }, now);
    expect(forecast(of(1800, 20))).toMatchObject({ verdict: 'likely' });
    expect(forecast(of(7200, 20))).toMatchObject({ verdict: 'unlikely' });
    expect(forecast(of(3500, 20))).toMatchObject({ verdict: 'cannot-tell', range: { low: expect.any(Number) } });
    expect(forecast(of(1800, 9))).toEqual({ verdict: 'cannot-tell', range: null });
    const share = { measure: 'postmortem-on-time-share' as const, target: 0.9 };
    expect(forecastOf({ ...goal, ...share }, { value: 1, n: 60, values: [] }, now)?.verdict).toBe('likely');
    expect(forecastOf({ ...goal, ...share }, { value: 0.5, n: 20, values: [] }, now)?.verdict).toBe('unlikely');
    expect(forecastOf(goal, { value: 1800, n: 20, values: of(1800, 20) }, goal.dueAt)).toBeNull();
    expect(forecast(of(3, 20), { measure: 'incidents-per-sprint' })).toBeNull();
  });

  it('progress from the frozen baseline to the target', () => {
    expect(goalProgress(goal, { value: 5400, n: 20 }, start + 50 * day)).toEqual({
      state: 'on-track',
      share: 0.5,
      expectedShare: 0.5,
      caution: null,
    });
    expect(state(5400, 51)).toBe('behind');
    expect(state(3600, 10)).toBe('reached');
    expect(state(5400, 101)).toBe('missed');
    expect(goalProgress(goal, { value: 9000, n: 20 }, start).share).toBe(-0.5);
  });

  it('work upwards as well', () => {
    const share = {
      measure: 'postmortem-completed-share' as const,
      baseline: { ...goal.baseline!, value: 0.4 },
      target: 0.8,
    };
    expect(state(0.7, 50, share)).toBe('on-track');
    expect(state(0.8, 50, share)).toBe('reached');
  });

  it('admit what they do not know', () => {
    expect(state(1, 1, { baseline: null })).toBe('no-baseline');
    expect(goalProgress(goal, null, start).state).toBe('no-data');
    expect(goalProgress(goal, { value: 3000, n: 4 }, start).caution).toContain('Only 4 on one side');
  });

  it('are refused when they make no sense', () => {
    expect(goalFaults(goal)).toEqual([]);
    expect(goalFaults({ ...goal, target: 8000, dueAt: start })).toHaveLength(2);
    expect(goalFaults({ ...goal, measure: 'recurrence-rate-90', baseline: null, target: 20 })).toEqual([
      'A percentage can be at most 100%.',
    ]);
    expect(new Set(goalMeasures.map((measure) => measure.key)).size).toBe(goalMeasures.length);
  });
});

describe('reference values', () => {
  it('hold the six figures and the four industries', () => {
    expect(defaultReferenceValues.map((value) => value.value)).toEqual([
      '2–6 weeks',
      '2–5×',
      '35–60%',
      '2–3 levels',
      '30 days',
      '6–12 months',
    ]);
    expect(
      defaultBenchmarks.map(({ industry, low, median, elite }) => [industry, low, median, elite].join(' | ')),
    ).toEqual([
      'Technology | Ad hoc | Standardised | Optimised',
      'Financial services | Level 1–2 | Level 3 | Level 4–5',
      'Healthcare | Reactive | Proactive | Predictive',
      'E-commerce | < 1× | 2–3× | > 5×',
    ]);
  });
});

describe('figures of public studies', () => {
  it('each name a source, a year and an address, and say whether they were checked', () => {
    expect(defaultStudies.length).toBeGreaterThanOrEqual(8);
    for (const study of defaultStudies) expect(studyFigure.parse(study)).toEqual(study);
    expect(defaultStudies.filter(({ isChecked }) => !isChecked).map(({ key }) => key)).toEqual(['dora-2024-low']);
  });
});

describe('the best practices', () => {
  const none: PracticeFacts = {
    pilots: 0,
    rolledOutFirst: false,
    costsAreOwn: false,
    hasBaseline: false,
    moneyReview: null,
    playbook: null,
    daysSinceReview: null,
    otherDepartments: 0,
    trained: { count: 0, of: 0 },
  };
  const followed = (facts: Partial<PracticeFacts>) =>
    practicesIn({ ...none, ...facts }).flatMap(({ key, isFollowed }) => (isFollowed ? [key] : []));

  it('are followed only where the data show it', () => {
    expect(followed({})).toEqual([]);
    expect(followed({ pilots: 1 })).toEqual(['pilot']);
    expect(followed({ costsAreOwn: true })).toEqual([]);
    expect(followed({ pilots: 1, rolledOutFirst: true })).toEqual([]);
    expect(followed({ costsAreOwn: true, hasBaseline: true })).toEqual([]);
    expect(followed({ costsAreOwn: true, hasBaseline: true, moneyReview: '2026-Q3' })).toEqual(['money']);
    const playbook = { version: 3, daysAgo: 365, confirmed: 8, asked: 10 };
    expect(followed({ playbook })).toEqual(['playbook']);
    expect(followed({ playbook: { ...playbook, confirmed: 7 } })).toEqual([]);
    expect(followed({ playbook: { ...playbook, daysAgo: 366 } })).toEqual([]);
    expect(followed({ playbook: { ...playbook, confirmed: 0, asked: 0 } })).toEqual([]);
    expect(followed({ daysSinceReview: 20 })).toEqual([]);
    expect(followed({ daysSinceReview: 20, otherDepartments: 2 })).toEqual(['quarterly-review']);
    expect(followed({ daysSinceReview: 101, otherDepartments: 2 })).toEqual([]);
    expect(followed({ trained: { count: 2, of: 5 } })).toEqual([]);
    expect(followed({ trained: { count: 3, of: 5 } })).toEqual(['training']);
  });

  it('say what is next, and nothing once they are followed', () => {
    const next = (facts: Partial<PracticeFacts>) => practicesIn({ ...none, ...facts }).map((each) => each.next);
    expect(next({})).toEqual(['pilot', 'costs', 'publish', 'review', 'schedules']);
    const playbook = { version: 3, daysAgo: 20, confirmed: 1, asked: 10 };
    const some = { pilots: 1, costsAreOwn: true, playbook, trained: { count: 0, of: 5 } };
    expect(next(some)).toEqual([null, 'goal', 'readers', 'review', 'skills']);
    const all = {
      ...{ pilots: 1, costsAreOwn: true, hasBaseline: true, moneyReview: '2026-Q3', daysSinceReview: 3 },
      ...{ otherDepartments: 1, trained: { count: 5, of: 5 }, playbook: { ...playbook, confirmed: 10 } },
    };
    expect(next(all)).toEqual([null, null, null, null, null]);
  });

  it('say what shows it', () => {
    expect(practicesIn({ ...none, trained: { count: 1, of: 5 } }).map(({ because }) => because)).toEqual([
      'No pilot was started.',
      'The cost assumptions are not yours yet.',
      'No version was published.',
      'No review was held.',
      '1 of 5 people on call holds both basic certificates.',
    ]);
  });
});
