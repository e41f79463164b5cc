import { expect, test } from 'vitest';
import type { MappingRule } from '../../../contract/detect/mapping.ts';
import { newRule, partWords, ruleFaults, ruleRows, rulesOf, ruleWords } from './rule-values.ts';

const rules: MappingRule[] = [
  { do: 'set', enabled: true, when: { all: [] }, field: 'label', name: 'team', template: '{{ body.team }}' },
  {
    do: 'extract',
    enabled: false,
    when: { all: [{ body: 'env', operator: 'in', value: ['a', 'b'] }] },
    from: 'body',
    name: 'host.name',
    pattern: '(?P<x>.+)',
  },
  {
    do: 'look-up',
    enabled: true,
    when: { all: [{ label: 'host', operator: 'exists' }] },
    table: 'owners',
    key: '{{ labels.host }}',
  },
  { do: 'drop', enabled: true, when: { all: [{ field: 'status', operator: 'equals', value: 'change' }] } },
];

test('rules that are filled into the form and sent again are the same', () => {
  expect(rulesOf(ruleRows(rules))).toEqual(rules);
});

test('a rule that was chosen anew sends nothing of what it was before', () => {
  const [row] = ruleRows(rules);
  expect(rulesOf([{ ...row!, do: 'drop' }])).toEqual([{ do: 'drop', enabled: true, when: { all: [] } }]);
});

test('what is missing in a rule is said at its place', () => {
  expect(ruleFaults([newRule('set'), newRule('look-up'), newRule('drop')])).toEqual({
    'rules.0.template': 'Write a template.',
    'rules.1.table': 'Choose a lookup table.',
    'rules.1.key': 'Write what is looked up.',
  });
});

test('any part that two people changed reads as words', () => {
  const rows = ruleRows(rules);
  expect(partWords(rows).split('\n')).toEqual(rows.map(ruleWords));
  expect(partWords(rows[2]!.when)).toBe('label host exists');
  expect(partWords(rows[0]!.template)).toBe('{{ body.team }}');
});

test('a rule reads as a sentence', () => {
  expect(ruleRows(rules).map(ruleWords)).toEqual([
    'set label team to “{{ body.team }}”',
    'extract labels from body host.name by “(?P<x>.+)”, if body env is one of “a”, “b” (off)',
    'look up “{{ labels.host }}” in owners, if label host exists',
    'drop the signal, if status is “change”',
  ]);
});
