/** What is wrong in the head of a file, in words for whoever writes courses. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** The field and what is wrong with it: `options: needs at least 2 entries; it has 1.` */
export function faultWords(issue: Issue): string {
  const field = fieldOf(issue.path);
  const words = wordsOf(issue);
  if (field !== '') return `${field}: ${words}`;
  return issue.code === 'invalid_type' ? `The head ${words}` : words;
}

/** The name that stands in the line; an entry of a list goes by its place, from 1. */
function fieldOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return '';
  return typeof last === 'number' ? `${fieldOf(path.slice(0, -1))}, entry ${last + 1}` : String(last);
}

function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return 'is missing.';
      return `must be ${kinds[issue.expected] ?? issue.expected}.`;
    case 'too_small':
      if (issue.origin === 'string') return 'is empty.';
      if (issue.origin === 'array')
        return `needs at least ${counted(Number(issue.minimum))}; it has ${(issue.input as unknown as unknown[]).length}.`;
      return `must be at least ${issue.minimum}.`;
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters.`;
      if (issue.origin === 'array') return `has more than ${counted(Number(issue.maximum))}.`;
      return `must be at most ${issue.maximum}.`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}.`;
    case 'invalid_union':
      return 'options' in issue && issue.options ? `must be ${oneOf(issue.options)}.` : 'cannot be read.';
    case 'invalid_format':
      return issue.format === 'url'
        ? 'must be an address that begins with http:// or https://.'
        : 'must be lower-case letters, digits and hyphens.';
    case 'unrecognized_keys':
      return `“${issue.keys.join('”, “')}” is not known here.`;
    default:
      return issue.message;
  }
}

const kinds: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'fields with their names',
};

const counted = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);

function oneOf(values: readonly unknown[]): string {
  const texts = values.map(String);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}
