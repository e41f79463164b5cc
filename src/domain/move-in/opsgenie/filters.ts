/** The conditions of Opsgenie's policies and of the actions of its integrations, as conditions of a mapping here. */
import type { MappingCondition } from '../../../contract/detect/mapping.ts';
import type { OpsgenieCriteria } from '../../../contract/move-in/opsgenie.ts';
import { matchesPriority } from './criteria.ts';

/** Null: for every alert of the source. */
export type Translated = { when: MappingCondition[]; reason: null } | { when: null; reason: string };

const mostConditions = 20;

/** @returns what has to hold, or why that cannot be said here */
export function translateFilter(filter: OpsgenieCriteria | null | undefined): Translated {
  const conditions = filter?.conditions ?? [];
  if (!filter || filter.type === 'match-all' || conditions.length === 0) return { when: [], reason: null };
  if (filter.type === 'match-any-condition' && conditions.length > 1)
    return no('it is for alerts that match any of its conditions; make a mapping rule for each');
  if (conditions.length > mostConditions) return no(`it has more than ${mostConditions} conditions`);
  const when: MappingCondition[] = [];
  for (const condition of conditions) {
    const translated = translate(condition);
    if (typeof translated === 'string') return no(translated);
    when.push(translated);
  }
  return { when, reason: null };
}

const no = (reason: string): Translated => ({ when: null, reason });

const subjects = new Map<string, Pick<MappingCondition, 'field' | 'label'>>([
  ['message', { field: 'title' }],
  ['description', { field: 'description' }],
  ['alias', { field: 'dedupKey' }],
  ['entity', { label: 'entity' }],
  ['source', { label: 'source' }],
]);

/** A condition, or why there is none. */
function translate(given: Record<string, unknown>): MappingCondition | string {
  const [field, operation] = [String(given.field ?? ''), String(given.operation ?? '')];
  const value = typeof given.expectedValue === 'string' ? given.expectedValue : '';
  if (field === 'priority') {
    const matches = [1, 2, 3, 4, 5].filter((rank) =>
      matchesPriority({ type: 'match-all-conditions', conditions: [given] }, `P${rank}`),
    );
    return matches.length === 0
      ? 'no priority matches it'
      : { field: 'severity', operator: 'in', value: matches.map((rank) => `SEV${rank}`) };
  }
  const key = String(given.key ?? '');
  const subject = field === 'extra-properties' && key !== '' ? { label: key } : subjects.get(field);
  if (!subject) return `a mapping has no condition on ${field || 'nothing'}`;
  if (operation === 'is-empty')
    return subject.label === undefined
      ? { ...subject, operator: given.not === true ? 'not-equals' : 'equals', value: '' }
      : { ...subject, operator: given.not === true ? 'exists' : 'missing' };
  if (value === '') return 'one of its conditions has no value';
  if (operation === 'equals') return { ...subject, operator: given.not === true ? 'not-equals' : 'equals', value };
  if (given.not === true) return `a mapping has no “not ${operation}”`;
  if (operation === 'contains') return { ...subject, operator: 'contains', value };
  if (operation === 'starts-with') return { ...subject, operator: 'starts-with', value };
  if (operation === 'ends-with' && !/[*?[\]\\{}!]/.test(value))
    return { ...subject, operator: 'matches-glob', value: `*${value}` };
  return `a mapping has no “${operation}”`;
}

/** Whether letter case may make a difference. */
export const testsText = (when: readonly MappingCondition[]): boolean => when.some(({ field }) => field !== 'severity');
