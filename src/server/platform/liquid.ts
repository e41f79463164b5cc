/** Liquid for templates that people of this installation write and that anybody's values fill: it reaches nothing. */
import { type FilterImplOptions, Liquid } from 'liquidjs';

/** The longest text that a value or a filter gives. */
export const longestValue = 5_000;
const longestList = 1_000;

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

/**
 * Liquid with a few harmless tags and filters.
 * @param outputEscape what becomes of a value where it is written, unless its last filter is `raw`
 * @param added filters for this use
 */
export function createEngine(
  outputEscape: (value: unknown) => string,
  added: Readonly<Record<string, FilterImplOptions>> = {},
): Liquid {
  const engine = new Liquid({ ...limits, outputEscape });
  for (const tag of Object.keys(engine.tags)) if (!knownTags.has(tag)) delete engine.tags[tag];
  const filters = knownFilters.map((name) => [name, engine.filters[name]!] as const);
  for (const name of Object.keys(engine.filters)) delete engine.filters[name];
  for (const [name, filter] of filters) engine.filters[name] = withShortTexts(filter);
  Object.assign(engine.filters, added);
  return engine;
}

/** Keeps a chain of filters from growing a text without end, and from going through a long one again and again. */
function withShortTexts(filter: FilterImplOptions): FilterImplOptions {
  const handler = typeof filter === 'function' ? filter : filter.handler;
  return function short(value, ...given) {
    const result: unknown = handler.call(this, shortened(value), ...given);
    return typeof result === 'string' && result.length > longestValue ? result.slice(0, longestValue) : result;
  };
}

/** A list stays one, with the entries that anybody reads. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, longestValue);
  return Array.isArray(value) && value.length > longestList ? value.slice(0, longestList) : value;
}
