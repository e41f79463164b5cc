import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { skillsOf, type TeamFacts } from './skills.ts';

const day = 86_400_000;
const now = 1_000 * day;
const needed = { command: 'incident-commander', onCall: 'on-call-responder' };
const titles: Record<string, string> = {
  'incident-commander': 'Incident commander',
  'on-call-responder': 'On-call responder',
};
const titleOf = (key: string) => titles[key] ?? key;
type Person = TeamFacts['people'][number];
let lastId = 0;
const person = (personName: string, isOnCall: boolean, certificates: Record<string, number> = {}): Person => ({
  ...{ personId: ++lastId, personName, isMember: true, isOnCall },
  certificates: Object.entries(certificates).map(([courseKey, days]) => ({ courseKey, expiresAt: now + days * day })),
});
const skills = (people: Person[]) => skillsOf({ teamName: 'Payments', people }, needed, titleOf, now);

describe('the certificates of a team', () => {
  test('are said in words, with who lacks what', () => {
    const found = skills([
      person('Ada', true, { 'on-call-responder': 200 }),
      person('Ben', true, { 'on-call-responder': -1 }),
      ...['Cleo', 'Dora', 'Emil'].map((name) => person(name, true)),
      person('Flo', false),
    ]);
    expect(found.summary).toBe('Payments: 1 of 5 on call holds On-call responder; no certified commander');
    expect(found.gaps.map(({ text }) => text)).toEqual([
      'On call without On-call responder: Ben (expired), Cleo, Dora, Emil',
      'Nobody here holds Incident commander',
    ]);
  });

  test('of two courses of one name are told apart by their keys', () => {
    const people = [person('Ada', true, { 'on-call-responder': 200, ours: 100, theirs: 100 })];
    const named = (key: string) => ({ ...titles, ours: 'On-call responder', theirs: 'Payments' })[key] ?? key;
    const { courses } = skillsOf({ teamName: 'Payments', people }, needed, named, now);
    expect(courses.map(({ title }) => title)).toEqual([
      'On-call responder (on-call-responder)',
      'Incident commander',
      'On-call responder (ours)',
      'Payments',
    ]);
  });

  test('that end within thirty days still count, and are a gap ahead', () => {
    const found = skills([person('Ada', true, { 'on-call-responder': 30, 'incident-commander': 31 })]);
    expect(found.summary).toBe('Payments: 1 of 1 on call holds On-call responder; 1 certified commander');
    expect(found.gaps.map(({ key, text }) => [key, text])).toEqual([
      ['expiring', 'Expires within 30 days: Ada (On-call responder)'],
    ]);
  });

  test('of a team without anybody say that nobody is on call', () => {
    const found = skills([]);
    expect([found.summary, found.gaps]).toEqual(['Payments: nobody is on call; no certified commander', []]);
  });

  test('are counted so that whoever is on call is either certified or named in the gap, and nobody twice', () => {
    const anybody = fc.record({
      isOnCall: fc.boolean(),
      days: fc.option(fc.integer({ min: -100, max: 400 }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 20 }), (team) => {
        const people = team.map(({ isOnCall, days }, index) =>
          person(`P${index}`, isOnCall, days === null ? {} : { 'on-call-responder': days }),
        );
        const found = skills(people);
        const lacking = found.gaps.find(({ key }) => key === 'on-call')?.personIds ?? [];
        expect(found.onCall.certified + lacking.length).toBe(found.onCall.people);
        expect(new Set(lacking).size).toBe(lacking.length);
        for (const each of people.filter(({ personId }) => lacking.includes(personId))) {
          expect(each.isOnCall).toBe(true);
          expect(each.certificates.every(({ expiresAt }) => expiresAt <= now)).toBe(true);
        }
      }),
    );
  });
});
