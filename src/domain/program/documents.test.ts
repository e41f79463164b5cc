import { expect, it } from 'vitest';
import { counted } from './counted.ts';
import { drillReport } from './drill-report.ts';
import { playbook } from './playbook.ts';

it('counts one thing as one', () => {
  expect(counted(1, 'pilot')).toBe('1 pilot');
  expect(counted(0, 'pilot')).toBe('0 pilots');
  expect(counted(2, 'person holds', 'people hold')).toBe('2 people hold');
});

it('tells the times of a drill as people read them', () => {
  const report = drillReport({
    title: 'One in five payments',
    formatName: 'Tabletop',
    incidentKey: 'INC-34',
    leaderName: 'Ada',
    startedAt: '2026-11-17T13:00:00.000Z',
    finishedAt: '2026-11-17T13:52:30.000Z',
    story: 'A change fails.',
    injects: [],
    marks: {},
    score: { points: 0, possible: 0, share: null, weakest: [], unmarked: [] },
    notes: '',
  });
  expect(report).toContain('INC-34, tabletop, 2026-11-17 13:00 UTC to 2026-11-17 13:52 UTC, led by Ada.');
});

it('says in a playbook when it was made in words', () => {
  const text = playbook({
    severities: [],
    protocols: [],
    services: [],
    policies: [{ name: 'Payments', description: '', steps: [], repeat: 1 }],
    templates: [],
    runbooks: [],
    generatedAt: '2026-11-28T11:27:11.865Z',
  });
  expect(text).toContain('Generated from the live configuration on 2026-11-28 11:27 UTC.');
  expect(text).toContain('Then the whole escalation repeats once.');
});
