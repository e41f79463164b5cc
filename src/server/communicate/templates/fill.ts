/** Fills a message template. Templates are written by people of this installation, values by anybody. Pure. */
import { type FilterImplOptions, Liquid } from 'liquidjs';
import { singleLine } from '../../../domain/text.ts';

export type TemplateWords = { title: string; body: string };

const longestValue = 5_000;
/** Of what a template makes, in characters. No message to people is longer. */
const longestText = 50_000;

/** Nothing here repeats, so the time is that of the length of the template. */
const knownTags = new Set(['if', 'unless', 'case', 'comment', 'raw', 'echo', '#']);
const knownFilters =
  'default upcase downcase capitalize strip lstrip rstrip strip_newlines truncate truncatewords append prepend remove escape size'.split(
    ' ',
  );

/** No files to include, nothing inherited to reach. */
const limits = {
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: false,
  // `{% if workaround %}` means that somebody has written one.
  jsTruthy: true,
  parseLimit: 25_000,
  cache: false,
} as const;

const textOf = (value: unknown) => singleLine(value === null || value === undefined ? '' : String(value), longestValue);

/** The body is Markdown, so a value can give it no form. */
const escapeMarkdown = (value: unknown) => textOf(value).replace(/[\\`*_[\]<]/g, '\\$&');

/** @throws Error with a sentence about the template when it is not valid Liquid or makes too much text */
export function fillTemplate(words: TemplateWords, values: Readonly<Record<string, string>>): TemplateWords {
  return {
    title: singleLine(render(words.title, values, textOf), 200),
    body: tidy(render(words.body, values, escapeMarkdown)),
  };
}

function render(template: string, values: Readonly<Record<string, string>>, written: (value: unknown) => string) {
  let left = longestText - template.length;
  const engine = createEngine((value: unknown) => {
    const text = written(value);
    left -= text.length;
    if (left < 0) throw new Error(`the result is longer than ${longestText} characters`);
    return text;
  });
  return String(engine.parseAndRenderSync(template, values));
}

/** Liquid with nothing in it but what message templates may use. */
export function createEngine(outputEscape: (value: unknown) => string): Liquid {
  const engine = new Liquid({ ...limits, outputEscape });
  for (const tag of Object.keys(engine.tags)) if (!knownTags.has(tag)) delete engine.tags[tag];
  const filters = knownFilters.map((name) => [name, engine.filters[name]!] as const);
  for (const name of Object.keys(engine.filters)) delete engine.filters[name];
  for (const [name, filter] of filters) engine.filters[name] = withShortResult(filter);
  return engine;
}

/** Keeps a chain of filters from growing a text without end. */
function withShortResult(filter: FilterImplOptions): FilterImplOptions {
  const handler = typeof filter === 'function' ? filter : filter.handler;
  return function short(value, ...given) {
    const result: unknown = handler.call(this, value, ...given);
    return typeof result === 'string' && result.length > longestValue ? result.slice(0, longestValue) : result;
  };
}

/** What an empty value leaves behind: doubled spaces, and a space before a full stop. */
function tidy(text: string): string {
  return text
    .replace(/ +/g, (run, start: number) => {
      const [before, after, next] = [text[start - 1], text[start + run.length], text[start + run.length + 1]];
      if (after !== undefined && '.,;'.includes(after) && isBlank(next)) return '';
      return isBlank(before) || isBlank(after) ? run : ' ';
    })
    .trim();
}

const isBlank = (character: string | undefined) => character === undefined || character.trim() === '';
