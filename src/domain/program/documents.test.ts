import { expect, it } from 'vitest';
import { counted } from './counted.ts';
import { playbook } from './playbook.ts';

it('counts one thing as one', () => {
  expect(counted(1, 'pilot')).toBe('1 pilot');
  expect(counted(0, 'pilot')).toBe('0 pilots');
  expect(counted(2, 'person holds', 'people hold')).toBe('2 people hold');
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
