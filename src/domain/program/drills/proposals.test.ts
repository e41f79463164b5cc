import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type DrillFormatKey, drillFormatKeys, type ScoreKey } from '../../../contract/program/drill-keys.ts';
import { type DrillRecord, lateUpdates, marksOf, proposeScore } from './proposals.ts';
import { scoreCard } from './score.ts';

const minute = 60_000;
const empty: DrillRecord = {
  declaredAt: 0,
  endedAt: 60 * minute,
  commanderAssignedAt: null,
  rolesNeeded: ['commander', 'scribe'],
  roles: [],
  severityChanges: [],
  firstPublicDraft: null,
  updates: [],
  rhythmMinutes: 30,
  tasks: [],
  planBAt: null,
  entries: [],
  runbooks: [],
  actionItems: [],
  postmortemAt: null,
};
const held = (role: string, personId: number, atMinute: number, wasOffered = false) => ({
  role,
  personId,
  name: ['Ada', 'Ben'][personId]!,
  at: atMinute * minute,
  wasOffered,
});

const proposed = (key: ScoreKey, record: Partial<DrillRecord>, format: DrillFormatKey = 'tabletop') =>
  proposeScore({ ...empty, ...record }, format).find((one) => one.key === key)!;
const points = (...asked: Parameters<typeof proposed>) => proposed(...asked).points;

test('Every item of the scorecard has a line with a reason, in every format, whatever the record holds', () => {
  const at = fc.integer({ min: 0, max: 500 }).map((minutes) => minutes * minute);
  const record = fc.record({
    declaredAt: fc.constant(0),
    endedAt: at,
    commanderAssignedAt: fc.option(at),
    rolesNeeded: fc.subarray(['commander', 'scribe']),
    roles: fc.array(
      fc.record({
        role: fc.constantFrom('commander', 'scribe'),
        personId: fc.constantFrom(1, 2),
        name: fc.string(),
        at,
        wasOffered: fc.boolean(),
      }),
    ),
    severityChanges: fc.array(fc.record({ at, from: fc.integer(), to: fc.integer(), by: fc.string() })),
    firstPublicDraft: fc.option(fc.record({ at, by: fc.string() })),
    updates: fc.array(fc.record({ at, by: fc.string() })),
    rhythmMinutes: fc.option(fc.integer({ min: 1, max: 60 })),
    tasks: fc.array(fc.record({ title: fc.string(), owner: fc.option(fc.string()), hasDeadline: fc.boolean() })),
    planBAt: fc.option(at),
    entries: fc.array(fc.record({ at })),
    runbooks: fc.array(
      fc.record({
        title: fc.string(),
        at,
        steps: fc.integer({ min: 1, max: 9 }),
        done: fc.integer({ min: 0, max: 9 }),
      }),
    ),
    actionItems: fc.array(fc.record({ at, title: fc.string() })),
    postmortemAt: fc.option(at),
  });
  fc.assert(
    fc.property(record, fc.constantFrom(...drillFormatKeys), (facts, format) => {
      const proposals = proposeScore(facts, format);
      expect(proposals.map(({ key }) => key)).toEqual(scoreCard.map(({ key }) => key));
      for (const { points: mark, reason } of proposals) {
        expect(reason).toMatch(/\.$/);
        expect([null, 0, 1, 2, 3]).toContain(mark);
      }
      expect(Object.values(marksOf(proposals))).not.toContain(null);
    }),
  );
});

describe('the record', () => {
  it('cannot tell of an empty drill what did not come up, and counts as nothing only what is missing', () => {
    expect(marksOf(proposeScore(empty, 'tabletop'))).toEqual({
      commander: 0,
      roles: 0,
      'first-post': 0,
      rhythm: 0,
      timeline: 0,
    });
  });

  it('asks a page test for a runbook and a debrief only', () => {
    expect(marksOf(proposeScore(empty, 'page-test'))).toEqual({});
    expect(proposed('commander', {}, 'page-test').reason).toBe('A page test does not ask for it.');
  });

  it.each([
    [5, 3],
    [5.1, 2],
    [10, 2],
    [10.1, 1],
  ])('a commander after %s minutes: %s', (minutes, mark) => {
    const of = { commanderAssignedAt: minutes * minute, roles: [held('commander', 0, minutes)] };
    expect(proposed('commander', of)).toMatchObject({ points: mark, rows: [{ at: minutes * minute }] });
  });

  it('tells who commanded after how long', () => {
    const of = { commanderAssignedAt: 7 * minute, roles: [held('commander', 0, 7)] };
    expect(proposed('commander', of).reason).toBe('Ada commanded after 7 min.');
  });

  it('tells which roles are missing, and whether one person had two', () => {
    const one = proposed('roles', { roles: [held('commander', 0, 1)] });
    expect(one).toMatchObject({ points: 1, reason: '1 of 2 roles were taken; missing: scribe.' });
    expect(points('roles', { roles: [held('commander', 0, 1), held('scribe', 0, 2)] })).toBe(2);
    expect(points('roles', { roles: [held('commander', 0, 1), held('scribe', 1, 2)] })).toBe(3);
    expect(points('roles', { rolesNeeded: [] })).toBeNull();
  });

  it('tells a severity that was settled soon from one that went back and forth', () => {
    const change = (atMinute: number) => ({ at: atMinute * minute, from: 3, to: 2, by: 'Ada' });
    expect(points('severity', {})).toBeNull();
    expect(points('severity', { severityChanges: [change(4)] })).toBe(3);
    expect(points('severity', { severityChanges: [change(4), change(14)] })).toBe(2);
    expect(points('severity', { severityChanges: [change(20)] })).toBe(1);
    expect(points('severity', { severityChanges: [change(1), change(2), change(3)] })).toBe(1);
  });

  it('tells the first public draft from its minute', () => {
    expect(points('first-post', { firstPublicDraft: { at: 5 * minute, by: 'Ada' } })).toBe(3);
    expect(points('first-post', { firstPublicDraft: { at: 15 * minute, by: 'Ada' } })).toBe(2);
    expect(points('first-post', { firstPublicDraft: { at: 16 * minute, by: 'Ada' } })).toBe(1);
  });

  it('tells the rhythm from silences, and nothing of a drill that was over before the first update was due', () => {
    const at = (...minutes: number[]) => ({ updates: minutes.map((each) => ({ at: each * minute, by: 'Ada' })) });
    expect(points('rhythm', at(20, 45))).toBe(3);
    expect(points('rhythm', at(31))).toBe(2);
    expect(points('rhythm', { ...at(31), endedAt: 90 * minute })).toBe(1);
    expect(points('rhythm', { endedAt: 30 * minute })).toBeNull();
    expect(points('rhythm', { rhythmMinutes: null })).toBeNull();
  });

  it('counts silences longer than the rhythm, at both ends too', () => {
    expect(lateUpdates([20 * minute, 45 * minute], 0, 60 * minute, 30)).toBe(0);
    expect(lateUpdates([31 * minute], 0, 90 * minute, 30)).toBe(2);
    expect(lateUpdates([], 0, 31 * minute, 30)).toBe(1);
    expect(lateUpdates([], 0, 500 * minute, null)).toBe(0);
  });

  it('tells tasks with an owner and a deadline', () => {
    const task = (owner: string | null, hasDeadline = false) => ({ title: 'Free the disk', owner, hasDeadline });
    expect(points('named-tasks', { tasks: [task('Ada', true), task('Ben', true)] })).toBe(3);
    expect(points('named-tasks', { tasks: [task('Ada', true), task('Ben')] })).toBe(2);
    expect(points('named-tasks', { tasks: [task('Ada'), task(null)] })).toBe(2);
    expect(points('named-tasks', { tasks: [task('Ada'), task(null), task(null)] })).toBe(1);
    expect(points('named-tasks', { tasks: [task(null)] })).toBe(0);
  });

  it('never tells the whole of a plan B or of a timeline: the last point is the leader’s', () => {
    expect(points('plan-b', { planBAt: 9 * minute })).toBe(2);
    const entries = [10, 25, 44].map((each) => ({ at: each * minute }));
    expect(points('timeline', { entries })).toBe(2);
    expect(points('timeline', { entries: entries.slice(0, 1) })).toBe(1);
  });

  it('tells a handover that was offered and accepted, and misses one only where the format is about it', () => {
    const first = held('commander', 0, 2);
    expect(points('handover', { roles: [first, held('commander', 1, 30, true)] })).toBe(3);
    expect(points('handover', { roles: [first, held('commander', 1, 30), held('commander', 0, 40, true)] })).toBe(2);
    expect(points('handover', { roles: [first, held('commander', 1, 30)] })).toBe(1);
    expect(points('handover', { roles: [first] })).toBeNull();
    expect(points('handover', { roles: [first] }, 'handover')).toBe(0);
  });

  it('tells a runbook that was followed to its end', () => {
    const run = (done: number) => ({ title: 'Disk full', at: minute, steps: 4, done });
    expect(points('runbook', { runbooks: [run(4), run(1)] })).toBe(3);
    expect(proposed('runbook', { runbooks: [run(1)] })).toMatchObject({
      points: 2,
      reason: '1 of 4 steps of “Disk full” were ticked.',
    });
  });

  it('tells a debrief from what it left behind', () => {
    const item = (hours: number) => ({ at: (1 + hours) * 60 * minute, title: 'Write the runbook' });
    expect(points('debrief', { actionItems: [item(3)] })).toBe(3);
    expect(points('debrief', { actionItems: [item(30)] })).toBe(2);
    expect(points('debrief', { postmortemAt: 90 * minute })).toBe(2);
    expect(points('debrief', {})).toBeNull();
  });
});
