import { expect, it } from 'vitest';
import { counted } from './counted.ts';
import { playbookSections } from './playbook.ts';

it('counts one thing as one', () => {
  expect(counted(1, 'pilot')).toBe('1 pilot');
  expect(counted(0, 'pilot')).toBe('0 pilots');
  expect(counted(2, 'person holds', 'people hold')).toBe('2 people hold');
});

it('says in a playbook how often an escalation repeats', () => {
  const sections = playbookSections({
    severities: [],
    protocols: [],
    services: [],
    policies: [{ name: 'Payments', description: '', steps: [], repeat: 1 }],
    templates: [],
    runbooks: [],
  });
  const { markdown } = sections.find(({ key }) => key === 'escalation')!;
  expect(markdown).toContain('Then the whole escalation repeats once.');
});
