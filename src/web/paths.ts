/**
 * Every URL of the web, in one place: the text to put into `href`. Filters are search parameters, so that a filtered
 * list can be sent to somebody. Nothing else in the web spells a path.
 */

type Search = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

/** `/alerts` and `{ state: 'triggered', severity: [1, 2] }` → `/alerts?state=triggered&severity=1&severity=2`. */
export function withSearch(path: string, search: Search = {}): string {
  const text = stringifySearch(search);
  return path + text;
}

/** Search parameters as plain text: lists repeat their name, absent and empty values are left out. */
export function stringifySearch(search: Search): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (part !== undefined && part !== '') params.append(name, String(part));
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** The reverse: a name that stands once is a string, one that repeats is a list. Routes turn them into their types. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length > 1 ? values : values[0]!];
    }),
  );
}

/** A search parameter that may repeat, as a list. */
export function listParam(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
}

export const paths = {
  home: () => '/',
  /** `next` is where to go afterwards. */
  signIn: (search: { next?: string } = {}) => withSearch('/sign-in', search),
  setup: () => '/setup',
};
