/** Fills a message template. Templates are written by people of this installation, values by anybody. Pure. */
import { Liquid } from 'liquidjs';
import { singleLine } from '../../../domain/text.ts';

export type TemplateWords = { title: string; body: string };

/** No files to include, nothing inherited to reach, and an end to loops that never end. */
const limits = {
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: false,
  // `{% if workaround %}` means that somebody has written one.
  jsTruthy: true,
  parseLimit: 25_000,
  renderLimit: 1_000,
  memoryLimit: 1_000_000,
  cache: false,
} as const;

const textOf = (value: unknown) => singleLine(value === null || value === undefined ? '' : String(value), 5_000);

/** The body is Markdown, so a value can give it no form. */
const escapeMarkdown = (value: unknown) => textOf(value).replace(/[\\`*_[\]<]/g, '\\$&');

const bodies = new Liquid({ ...limits, outputEscape: escapeMarkdown });
const titles = new Liquid({ ...limits, outputEscape: textOf });

/** @throws Error with a sentence about the template when it is not valid Liquid or asks too much */
export function fillTemplate(words: TemplateWords, values: Readonly<Record<string, string>>): TemplateWords {
  return {
    title: singleLine(String(titles.parseAndRenderSync(words.title, values)), 200),
    body: tidy(String(bodies.parseAndRenderSync(words.body, values))),
  };
}

/** What an empty value leaves behind: doubled spaces, and a space before a full stop. */
function tidy(text: string): string {
  return text
    .replace(/(\S) {2,}(?=\S)/g, '$1 ')
    .replace(/ +(?=[.,;](?:\s|$))/g, '')
    .trim();
}
