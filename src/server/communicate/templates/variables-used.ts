import { type Template, TypeGuards, toValueSync, Value } from 'liquidjs';
import { createEngine } from '../../platform/liquid.ts';
import type { TemplateWords } from './fill.ts';

const engine = createEngine(String);

/**
 * Names of the variables that a template reads, sorted. Over the parsed template, because the library's own list also
 * says where each name stands, for which it reads the text from its start each time.
 * @throws Error with a sentence about the template when it is not valid Liquid
 */
export function variablesUsed({ title, body }: TemplateWords): string[] {
  return [...new Set([...namesOf(engine.parse(title)), ...namesOf(engine.parse(body))])].sort();
}

function* namesOf(templates: Template[]): Generator<string> {
  for (const template of templates) {
    for (const argument of template.arguments?.() ?? []) yield* namesIn(argument);
    if (template.children) yield* namesOf(toValueSync(template.children(false, true)));
  }
}

/** @param part a value with its filters, or a piece of one */
function* namesIn(part: unknown): Generator<string> {
  if (part instanceof Value || TypeGuards.isFilteredValueToken(part)) {
    for (const token of part.initial.postfix) yield* namesIn(token);
    for (const { args } of part.filters) {
      for (const argument of args) yield* namesIn(Array.isArray(argument) ? argument[1] : argument);
    }
  } else if (TypeGuards.isRangeToken(part)) {
    yield* namesIn(part.lhs);
    yield* namesIn(part.rhs);
  } else if (TypeGuards.isPropertyAccessToken(part)) {
    const [root, ...properties] = part.props;
    if (TypeGuards.isWordToken(root) || TypeGuards.isQuotedToken(root)) yield root.content;
    else yield* namesIn(root);
    for (const property of properties) yield* namesIn(property);
  }
}
