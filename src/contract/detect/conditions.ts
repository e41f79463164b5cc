import { z } from 'zod';

const withoutValue = ['exists', 'missing'];
const maxValue = 2_048;

export const conditionTest = {
  operator: z.enum(['equals', 'not-equals', 'contains', 'starts-with', 'matches-glob', 'exists', 'missing', 'in']),
  value: z
    .union([z.string().max(maxValue), z.array(z.string().max(maxValue)).max(200)])
    .optional()
    .describe('A list for `in`, nothing for `exists` and `missing`, else one text'),
};

type Test = { operator: string; value?: string | string[] | undefined; field?: string | undefined };
type Refuse = (path: string, message: string) => void;

/** Which value an operator takes. */
export function refuseValue({ operator, value, field }: Test, refuse: Refuse): void {
  if (withoutValue.includes(operator)) {
    if (value !== undefined) refuse('value', `The operator ${operator} takes no value.`);
  } else if (operator === 'in') {
    if (!Array.isArray(value) || value.length === 0) refuse('value', 'The operator in needs a list of values.');
  } else if (typeof value !== 'string') refuse('value', 'This operator needs one text.');
  else if (value === '' && operator !== 'equals' && operator !== 'not-equals') refuse('value', 'This is empty.');
  if (field === 'severity' && ['equals', 'not-equals', 'in'].includes(operator)) {
    const unknown = [value ?? []].flat().find((word) => !/^\s*(sev)?[1-5]\s*$/i.test(word));
    if (unknown !== undefined) refuse('value', 'A severity is SEV1 to SEV5.');
  }
}

/** One test of a label or a field; the rules of which value an operator takes are checked with it. */
export const condition = z
  .strictObject({
    label: z.string().min(1).max(200).optional().describe('The label that is tested; either this or a field'),
    field: z.enum(['title', 'severity', 'source', 'service']).optional(),
    ...conditionTest,
  })
  .superRefine((test, context) => {
    const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path: [path], message });
    if ((test.label === undefined) === (test.field === undefined)) refuse('label', 'Give either a label or a field.');
    refuseValue(test, refuse);
  })
  .meta({ id: 'Condition', description: 'A test of one label or one field of an alert. Letter case counts.' });
export type ConditionInput = z.output<typeof condition>;

/** All must hold; with none every alert matches. */
export const conditions = z.strictObject({ all: z.array(condition).max(50) });
export type ConditionsInput = z.output<typeof conditions>;
