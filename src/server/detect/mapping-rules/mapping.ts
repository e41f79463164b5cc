/** The rules of a source, made ready to be applied. */
import type { Template } from 'liquidjs';
import type { MappingRule } from '../../../contract/detect/mapping.ts';
import type { LookupTable } from './lookup-table.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { parseTemplate } from './templates.ts';

export type Step = { rule: MappingRule; number: number } & (
  | { does: 'set'; template: Template[] }
  | { does: 'extract'; pattern: Pattern }
  | { does: 'look-up'; key: Template[] }
  | { does: 'drop' }
  /** It cannot be used: signals go on as if it did not stand there, and the reason is told. */
  | { does: 'nothing'; reason: string }
);

export type Mapping = {
  version: number;
  /** Of the rules that are enabled; made ready when the first signal comes. */
  steps(): readonly Step[];
  table(slug: string): LookupTable | undefined;
};

/** Null when no rule is enabled. */
export function createMapping(rules: readonly MappingRule[], version: number, table: Mapping['table']): Mapping | null {
  if (!rules.some(({ enabled }) => enabled)) return null;
  let steps: Step[] | undefined;
  return {
    version,
    table,
    steps() {
      steps ??= rules.flatMap((rule, index) => (rule.enabled ? [stepOf(rule, index + 1)] : []));
      return steps;
    },
  };
}

function stepOf(rule: MappingRule, number: number): Step {
  try {
    return { rule, number, ...compiled(rule) };
  } catch (error) {
    return { rule, number, does: 'nothing', reason: faultText(error) };
  }
}

function compiled(rule: MappingRule) {
  switch (rule.do) {
    case 'set':
      return { does: 'set' as const, template: parseTemplate(rule.template) };
    case 'extract':
      return { does: 'extract' as const, pattern: compilePattern(rule.pattern) };
    case 'look-up':
      return { does: 'look-up' as const, key: parseTemplate(rule.key) };
    case 'drop':
      return { does: 'drop' as const };
    default:
      // A rule of a newer version, read by an older node during a roll-out.
      throw new Error('This version does not know what the rule does.');
  }
}

/** The place of the fault in a rule and a sentence about it; null when it can be used. */
export function faultOf(rule: MappingRule): { path: string; message: string } | null {
  try {
    compiled(rule);
    return null;
  } catch (error) {
    const path = rule.do === 'set' ? 'template' : rule.do === 'extract' ? 'pattern' : 'key';
    return { path, message: faultText(error) };
  }
}

/** One sentence; where in the template is of no use to whoever reads it under the template. */
export function faultText(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return first.replace(/, line:\d+, col:\d+$/, '').slice(0, 300);
}
