import { expect, it } from 'vitest';
import { type DrillReportFacts, drillReport } from './report.ts';
import { scoreDrill } from './score.ts';

const facts: DrillReportFacts = {
  title: 'One in five payments',
  formatName: 'Tabletop',
  incidentKey: 'INC-34',
  leaderName: 'Ada',
  startedAt: '2026-11-17T13:00:00.000Z',
  finishedAt: '2026-11-17T13:52:30.000Z',
  elapsedSeconds: 52.5 * 60,
  story: 'A change fails.',
  injects: [],
  players: [],
  observers: [],
  observed: [],
  answers: [],
  proposals: null,
  proof: null,
  wantsProof: false,
  followUps: [],
  marks: {},
  score: { points: 0, possible: 0, share: null, weakest: [], unmarked: [] },
  notes: '',
};
const inject = { atMinute: 5, toldMinute: null, tell: 'x', hope: '', told: false, isSkipped: false, isAdded: false };

it('tells the times as people read them, and how long the clock stood', () => {
  const line = 'INC-34, tabletop, 2026-11-17 13:00 UTC to 2026-11-17 13:52 UTC, led by Ada.';
  expect(drillReport(facts)).toContain(`${line}\n`);
  expect(drillReport({ ...facts, elapsedSeconds: 42.5 * 60 })).toContain(`${line} The clock stood for 10 min of it.`);
});

it('escapes what people typed', () => {
  const marks = { commander: 3, handover: null } as const;
  const report = drillReport({
    ...facts,
    title: '<b>x</b>',
    leaderName: '[a](http://b)',
    injects: [{ ...inject, tell: '| one |', hope: 'calm' }],
    observed: [{ atSecond: 61, name: '<i>', text: '| two |' }],
    marks,
    score: scoreDrill(marks),
  });
  expect(report).not.toMatch(/<[bi]>/);
  expect(report).not.toContain('[a](');
  expect(report).toContain('- Minute 5 (not reached): \\| one \\|');
  expect(report).toContain('- Minute 1, observed by &lt;i&gt;: \\| two \\|');
  expect(report).toContain('| Time to commander | 3 of 3 | within five minutes |');
  expect(report).toContain('| Handover | – | not applicable |');
  expect(report).toContain('| Debrief | – | not scored |');
});

it('shows the part for the facilitator as it was written, its headings below those of the report', () => {
  const story = '## The situation\nA.\n## For the facilitator\n**Before.** Agree.\n\n# The cause\n- The cache.';
  const report = drillReport({ ...facts, story });
  expect(report).toContain('## What was practised\n\n**Before.** Agree.\n');
  expect(drillReport({ ...facts, story: '## The cause\n\nThe cache.' })).toContain('\n### The cause\n\nThe cache.\n');
});

it('puts injects and what observers saw in the order of the clock, and says what was skipped, added or never reached', () => {
  const report = drillReport({
    ...facts,
    injects: [
      { ...inject, atMinute: 0, toldMinute: 0, tell: 'one', told: true },
      { ...inject, atMinute: 5, toldMinute: 12, tell: 'late', told: true },
      { ...inject, atMinute: 8, toldMinute: 8, tell: 'extra', told: true, isAdded: true },
      { ...inject, atMinute: 20, tell: 'left out', isSkipped: true },
      { ...inject, atMinute: 30, tell: 'never' },
    ],
    observed: [{ atSecond: 601, name: 'Olga', text: 'They talk over each other.' }],
  });
  expect(report.split('\n').filter((line) => line.startsWith('- Minute'))).toEqual([
    '- Minute 0: one',
    '- Minute 8 (added): extra',
    '- Minute 10, observed by Olga: They talk over each other.',
    '- Minute 12: late',
    '- Minute 20 (skipped): left out',
    '- Minute 30 (not reached): never',
  ]);
});

it('says why an item has its mark: from the record, set by the leader, or not told', () => {
  const marks = { commander: 2, roles: 3, debrief: 1 } as const;
  const report = drillReport({
    ...facts,
    marks,
    score: scoreDrill(marks),
    proposals: [
      { key: 'commander', points: 2, reason: 'Olga commanded after 7 min.', rows: [] },
      { key: 'roles', points: 1, reason: '1 of 4 roles were taken.', rows: [] },
      { key: 'debrief', points: null, reason: 'Nothing was written down yet.', rows: [] },
      { key: 'plan-b', points: null, reason: 'The record cannot tell.', rows: [] },
    ],
  });
  expect(report).toContain('| within ten minutes | Olga commanded after 7 min. |');
  expect(report).toContain('| all, by different people | set by the leader; the record says 1 |');
  expect(report).toContain('| planned | set by the leader |');
  expect(report).toContain('| Plan B | – | not scored | The record cannot tell. |');
});

it('keeps the proof of a restore, and says where there is none', () => {
  expect(drillReport(facts)).not.toContain('Proof of the restore');
  expect(drillReport({ ...facts, wantsProof: true })).toContain('No proof of the restore was recorded.');
  const proof = { backup: 'Sunday 02:00', minutes: 95, checked: '' };
  const report = drillReport({ ...facts, wantsProof: true, proof });
  expect(report).toContain('- Backup: Sunday 02:00\n- Took: 1 h 35 min\n- Checked: not recorded');
});

it('lists who answered and what follows', () => {
  const report = drillReport({
    ...facts,
    players: [{ name: 'Olga', role: 'Scribe' }],
    observers: ['Otto'],
    answers: [{ title: 'Drill: Checkout fails', text: 'Olga acknowledged after 40 s.' }],
    followUps: [
      { title: 'Write the runbook', owner: 'Olga', dueAt: '2026-12-01T09:00:00.000Z', state: 'open' },
      { title: 'Buy phones', owner: null, dueAt: null, state: 'wont_do' },
    ],
  });
  expect(report).toContain('Players: Olga as scribe.\n\nObservers: Otto.');
  expect(report).toContain('## Who answered\n\n- Drill: Checkout fails: Olga acknowledged after 40 s.');
  expect(report).toContain('- Write the runbook, Olga, due 2026-12-01\n- Buy phones, nobody yet, will not be done');
});
