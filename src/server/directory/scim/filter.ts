/** Filters of lists: `eq` on the attributes that providers look for, with `and`, `or` and parentheses. */
import { refuse } from './refuse.ts';

export type Filter =
  | { kind: 'eq'; path: string; value: string | boolean }
  | { kind: 'and' | 'or'; left: Filter; right: Filter };

const mostCharacters = 1_000;
const mostTerms = 20;
const token = /\s*("(?:[^"\\]|\\.)*"|[()]|[^\s()"[\]]+(?:\[[^\]]*\][^\s()"[\]]*)?)/y;

/** @throws Problem with the scimType `invalidFilter` */
export function parseFilter(text: string): Filter {
  if (text.length > mostCharacters) throw refuse('invalidFilter', `A filter has at most ${mostCharacters} characters.`);
  const tokens = tokensOf(text);
  let at = 0;
  let terms = 0;
  const isNext = (word: string) => tokens[at]?.toLowerCase() === word;

  const chain = (kind: 'and' | 'or', operand: () => Filter) => (): Filter => {
    let left = operand();
    while (isNext(kind)) {
      at += 1;
      left = { kind, left, right: operand() };
    }
    return left;
  };
  const term = (): Filter => {
    terms += 1;
    if (terms > mostTerms) throw refuse('invalidFilter', `A filter has at most ${mostTerms} terms.`);
    if (isNext('(')) {
      at += 1;
      const inner = either();
      if (!isNext(')')) throw refuse('invalidFilter', 'A parenthesis is not closed.');
      at += 1;
      return inner;
    }
    const [path, operator, value] = tokens.slice(at, at + 3);
    if (path === undefined || operator === undefined || value === undefined)
      throw refuse('invalidFilter', 'Write a filter as in: userName eq "ada@example.org".');
    if (operator.toLowerCase() !== 'eq')
      throw refuse('invalidFilter', `The operator ${operator.slice(0, 20)} is not offered, only eq.`);
    at += 3;
    return { kind: 'eq', path: normalPath(path), value: literalOf(value) };
  };
  const either: () => Filter = chain('or', chain('and', term));

  const filter = either();
  if (at < tokens.length) throw refuse('invalidFilter', `Unexpected in the filter: ${tokens[at]!.slice(0, 40)}`);
  return filter;
}

function tokensOf(text: string): string[] {
  const found: string[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const match = token.exec(text);
    if (!match) throw refuse('invalidFilter', 'The filter is not well-formed.');
    found.push(match[1]!);
  }
  return found;
}

function literalOf(text: string): string | boolean {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (/^\d+$/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') return value;
  } catch {
    // Told below.
  }
  throw refuse('invalidFilter', `A value stands in quotation marks, or is true or false: ${text.slice(0, 40)}`);
}

const coreSchema = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/;
/** The one address of a person is their work address and their primary one. */
export const oneAddress = /^emails\[\s*(?:type eq "work"|primary eq (?:true|"true"))\s*\]/;

/** Names are the same in any case; `emails[type eq "work"].value` is the one address there is. */
export function normalPath(path: string): string {
  return path.toLowerCase().replace(coreSchema, '').replace(oneAddress, 'emails');
}
