import type { MappingCondition, MappingRule, mappedFields } from '../../../contract/detect/mapping.ts';
import { type ConditionRow, isNamed, isWhole } from '../condition-rows.ts';
import { operatorWords, takesValue } from '../condition-words.ts';

type Do = MappingRule['do'];
type MappedField = (typeof mappedFields)[number];
type Extracted = Extract<MappingRule, { do: 'extract' }>['from'];

/** A rule while it is being written: the fields of every kind, so that choosing another kind loses nothing. */
export type RuleRow = {
  /** The same in all: rules count on their order, so a person brings two changes of a list together. */
  id: 'rule';
  row: number;
  do: Do;
  enabled: boolean;
  when: { all: ConditionRow[] };
  field: MappedField;
  from: Extracted;
  name: string;
  template: string;
  pattern: string;
  table: string;
  key: string;
};

export const doWords: Record<Do, string> = {
  set: 'Set a field',
  extract: 'Extract labels',
  'look-up': 'Look up labels',
  drop: 'Drop the signal',
};

export const fieldWords: Record<MappedField, string> = {
  title: 'Title',
  description: 'Description',
  severity: 'Severity',
  status: 'Status',
  dedupKey: 'Dedup key',
  groupKey: 'Group key',
  label: 'Label',
  link: 'Link',
};

export const extractedWords: Record<Extracted, string> = {
  title: 'Title',
  description: 'Description',
  dedupKey: 'Dedup key',
  label: 'Label',
  body: 'Body',
};

let lastRow = 0;

export function newRule(does: Do): RuleRow {
  lastRow += 1;
  return { ...empty, row: lastRow, do: does };
}

const empty: Omit<RuleRow, 'row' | 'do'> = {
  id: 'rule',
  enabled: true,
  when: { all: [] },
  field: 'title',
  from: 'title',
  name: '',
  template: '',
  pattern: '',
  table: '',
  key: '',
};

/** Their rows are below those of new ones, and the same rules make the same rows each time. */
export function ruleRows(rules: readonly MappingRule[]): RuleRow[] {
  return rules.map((rule, index) => ({
    ...empty,
    ...rule,
    name: 'name' in rule ? (rule.name ?? '') : '',
    row: -1 - index,
    when: { all: rule.when.all.map(conditionRow) },
  }));
}

function conditionRow({ label, field, body, operator, value }: MappingCondition, index: number): ConditionRow {
  return {
    key: -1 - index,
    subject: label !== undefined ? 'label' : body !== undefined ? 'body' : (field ?? 'title'),
    label: label ?? body ?? '',
    operator,
    value: typeof value === 'string' ? value : '',
    values: Array.isArray(value) ? value : [],
  };
}

/** What the rows say, as the server takes it. */
export function rulesOf(rows: readonly RuleRow[]): MappingRule[] {
  return rows.map((row): MappingRule => {
    const common = { enabled: row.enabled, when: { all: row.when.all.map(conditionOf) } };
    const name = row.name.trim() === '' ? {} : { name: row.name.trim() };
    switch (row.do) {
      case 'set': {
        const isNamedField = row.field === 'label' || row.field === 'link';
        return { ...common, do: 'set', field: row.field, template: row.template, ...(isNamedField && name) };
      }
      case 'extract': {
        const isNamedField = row.from === 'label' || row.from === 'body';
        return { ...common, do: 'extract', from: row.from, pattern: row.pattern, ...(isNamedField && name) };
      }
      case 'look-up':
        return { ...common, do: 'look-up', table: row.table, key: row.key };
      default:
        return { ...common, do: 'drop' };
    }
  });
}

function conditionOf({ subject, label, operator, value, values }: ConditionRow): MappingCondition {
  const tested =
    subject === 'label' || subject === 'body' ? { [subject]: label.trim() } : { field: subject as 'title' };
  return { ...tested, operator, ...(takesValue(operator) && { value: operator === 'in' ? values : value }) };
}

/** What can be said before asking; by the place of each fault. */
export function ruleFaults(rows: readonly RuleRow[]): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const [index, row] of rows.entries()) {
    const say = (path: string, text: string) => {
      faults[`rules.${index}.${path}`] ??= text;
    };
    const half = row.when.all.findIndex((condition) => !isWhole(condition));
    if (half >= 0) say(`when.all.${half}`, 'This condition is incomplete.');
    if (row.do === 'set') {
      if (row.template.trim() === '') say('template', 'Write a template.');
      if (row.field === 'label' && row.name.trim() === '') say('name', 'Name the label.');
      if (row.field === 'link' && row.name.trim() === '') say('name', 'Write the text of the link.');
    }
    if (row.do === 'extract') {
      if (row.pattern === '') say('pattern', 'Write a pattern.');
      if (row.from === 'label' && row.name.trim() === '') say('name', 'Name the label.');
      if (row.from === 'body' && row.name.trim() === '') say('name', 'Write a path into the body.');
    }
    if (row.do === 'look-up') {
      if (row.table === '') say('table', 'Choose a lookup table.');
      if (row.key.trim() === '') say('key', 'Write what is looked up.');
    }
  }
  return faults;
}

/** A rule in words: `set title to “…”, if label env is “staging”`. */
export function ruleWords(row: RuleRow): string {
  const does = {
    set: () => `set ${namedWords(fieldWords[row.field], row.name, row.field)} to “${row.template}”`,
    extract: () =>
      `extract labels from ${namedWords(extractedWords[row.from], row.name, row.from)} by “${row.pattern}”`,
    'look-up': () => `look up “${row.key}” in ${row.table || 'a table'}`,
    drop: () => 'drop the signal',
  }[row.do]();
  const when = row.when.all.map(conditionText).join(' and ');
  return `${does}${when && `, if ${when}`}${row.enabled ? '' : ' (off)'}`;
}

/** Any part of the rules in words: all of them, the conditions of one, or one of its fields. */
export function partWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(partWords).join('\n');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('do' in value) return ruleWords(value as RuleRow);
  return 'operator' in value ? conditionText(value as ConditionRow) : Object.values(value).map(partWords).join('\n');
}

const namedWords = (word: string, name: string, field: string) =>
  ['label', 'link', 'body'].includes(field) ? `${word.toLowerCase()} ${name}` : word.toLowerCase();

function conditionText({ subject, label, operator, value, values }: ConditionRow): string {
  const what = isNamed(subject) ? `${subject} ${label}` : subject === 'dedupKey' ? 'dedup key' : subject;
  const to = (operator === 'in' ? values : takesValue(operator) ? [value] : []).map((one) => `“${one}”`).join(', ');
  return [what, operatorWords[operator], to].filter(Boolean).join(' ');
}
