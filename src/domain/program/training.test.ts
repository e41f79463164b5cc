import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPractised, practiceWords, progressWords } from './practice.ts';
import { certificateExpiresAt, certificateState, inOrder, missingBefore, passableBefore, pathOf } from './training.ts';

const day = 86_400_000;

describe('a certificate', () => {
  it('is valid for a year, and warns a month before', () => {
    const issuedAt = 1_800_000_000_000;
    const end = certificateExpiresAt(issuedAt);
    expect(end - issuedAt).toBe(365 * day);
    expect([
      certificateState(issuedAt, end - 31 * day),
      certificateState(issuedAt, end - 30 * day),
      certificateState(issuedAt, end),
    ]).toEqual(['valid', 'expires-soon', 'expired']);
  });

  it('asks for the courses before it that are not passed', () => {
    const course = { key: 'commander', after: ['basics', 'responder'] };
    expect(missingBefore(course, ['basics'])).toEqual(['responder']);
  });

  it('asks for no course that is not in use, and none that asks for this one first', () => {
    const course = { key: 'commander', after: ['basics', 'archived', 'commander', 'circle'] };
    const courses = [course, { key: 'basics', after: [] }, { key: 'circle', after: ['far'] }];
    expect(passableBefore(course, [...courses, { key: 'far', after: ['commander'] }])).toEqual(['basics']);
    expect(passableBefore(course, [...courses, { key: 'far', after: [] }])).toEqual(['basics', 'circle']);
  });

  it('leaves some course that can be passed first, whatever builds on what', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const graph = fc.array(fc.subarray(keys), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(graph, (afters) => {
        const courses = keys.map((key, at) => ({ key, after: afters[at]! }));
        const passed: string[] = [];
        for (const _ of keys)
          for (const course of courses)
            if (missingBefore({ ...course, after: passableBefore(course, courses) }, passed).length === 0)
              passed.push(course.key);
        expect(new Set(passed)).toEqual(new Set(keys));
      }),
    );
  });
});

describe('practice', () => {
  const drills = { kind: 'drill-role', role: 'scribe', count: 2 } as const;
  const shadow = { kind: 'shadow-shift', count: 1 } as const;

  it('is said as people say it', () => {
    expect([drills, { ...drills, count: 1 }, shadow].map(practiceWords)).toEqual([
      '2 drills as scribe',
      '1 drill as scribe',
      '1 shadow shift',
    ]);
    expect([1, 5].map((done) => progressWords({ ...drills, done }))).toEqual([
      '1 of 2 drills as scribe',
      '2 of 2 drills as scribe',
    ]);
  });

  it('is done when each part of it is', () => {
    expect(isPractised([])).toBe(true);
    expect(
      isPractised([
        { ...drills, done: 2 },
        { ...shadow, done: 0 },
      ]),
    ).toBe(false);
    expect(
      isPractised([
        { ...drills, done: 3 },
        { ...shadow, done: 1 },
      ]),
    ).toBe(true);
  });
});

describe('the order of courses', () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  const courses = fc.tuple(
    ...keys.map((key) =>
      fc.record({
        key: fc.constant(key),
        after: fc.uniqueArray(fc.constantFrom(...keys, 'gone'), { maxLength: 3 }),
        roles: fc.subarray(['responder', 'scribe']),
      }),
    ),
  );

  it('begins a path with what is for this role alone', () => {
    const all = [
      { key: 'blameless', after: ['basics'], roles: ['responder', 'scribe'] },
      { key: 'basics', after: [], roles: ['responder', 'scribe', 'executive'] },
      { key: 'handover', after: ['basics', 'on-call'], roles: ['responder', 'scribe'] },
      { key: 'on-call', after: ['basics'], roles: ['responder'] },
      { key: 'scribe', after: ['basics'], roles: ['scribe'] },
    ];
    const path = (role: string) => pathOf(role, all).map(({ key }) => key);
    expect(path('scribe')).toEqual(['basics', 'scribe', 'blameless', 'on-call', 'handover']);
    expect(path('executive')).toEqual(['basics']);
    expect(path('commander')).toEqual([]);
  });

  it('holds each course once, whatever builds on what', () => {
    fc.assert(
      fc.property(courses, (all) => {
        expect(
          inOrder(all)
            .map(({ key }) => key)
            .sort(),
        ).toEqual(keys);
      }),
    );
  });

  it('sets each course behind those it builds on, where nothing goes in a circle', () => {
    fc.assert(
      fc.property(courses, (all) => {
        const straight = all.map((course) => ({ ...course, after: course.after.filter((key) => key < course.key) }));
        const ordered = inOrder(straight).map(({ key }) => key);
        for (const { key, after } of straight) {
          for (const before of after) expect(ordered.indexOf(before)).toBeLessThan(ordered.indexOf(key));
        }
        const path = pathOf('scribe', straight);
        for (const { key, after, roles } of straight) {
          const isOnPath = path.some((course) => course.key === key);
          if (roles.includes('scribe')) expect(isOnPath).toBe(true);
          // What is passed on the way is on the way.
          if (isOnPath) expect(after.every((before) => path.some((course) => course.key === before))).toBe(true);
        }
      }),
    );
  });
});
