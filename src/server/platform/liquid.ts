/** Liquid for templates that people of this installation write and that anybody's values fill: it reaches nothing. */
import { type FilterImplOptions, Liquid } from 'liquidjs';

/** The longest text that a value or a filter gives. */
export const longestValue = 5_000;

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
  for (const [name, filter] of filters) engine.filters[name] = withShortResult(filter);
  Object.assign(engine.filters, added);
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
