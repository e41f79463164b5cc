/**
 * What the mail server in front has found out about who sent a mail, by its `Authentication-Results` (RFC 8601). Only
 * what that server writes is believed: it stands first, and the server removes what pretends to be its own.
 */
const methods = ['spf', 'dkim', 'dmarc'] as const;
export type Authentication = Record<(typeof methods)[number], string>;

/** RFC 8601, 2.7. */
const results = new Set(['none', 'pass', 'fail', 'softfail', 'neutral', 'policy', 'temperror', 'permerror']);

const longestValue = 4_000;
const deepestComment = 5;

/**
 * The result of each method, in lower case; `unknown` where the server says none.
 * @param headers the headers of a mail as they were sent; null when it is none
 * @param server the name by which the mail server calls itself in its results
 */
export function authenticationOf(headers: string | null, server: string): Authentication {
  const found: Partial<Authentication> = {};
  for (const value of valuesOf(headers ?? '')) {
    const [name = '', ...parts] = plain(value).split(';');
    // What stands below was there before the mail reached the server.
    if (name.trim().split(/\s/)[0]!.toLowerCase() !== server.toLowerCase()) break;
    const here = resultsOf(parts);
    for (const method of methods) if (here[method] !== undefined) found[method] ??= here[method];
  }
  return { spf: 'unknown', dkim: 'unknown', dmarc: 'unknown', ...found };
}

function resultsOf(parts: string[]): Partial<Authentication> {
  const here: Partial<Authentication> = {};
  for (const part of parts) {
    const [, method, result = ''] = /^\s*([a-z]+)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)/.exec(part.toLowerCase()) ?? [];
    const known = methods.find((each) => each === method);
    if (!known || !results.has(result)) continue;
    // A mail can have several signatures: one that holds is enough.
    if (here[known] === undefined || result === 'pass') here[known] = result;
  }
  return here;
}

function valuesOf(headers: string): string[] {
  const lines = headers.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return lines.flatMap((line) => {
    const value = /^authentication-results[ \t]*:(.*)$/i.exec(line)?.[1];
    return value === undefined ? [] : [value.slice(0, longestValue)];
  });
}

/** Without quoted texts and comments, in which a semicolon ends nothing. */
function plain(value: string): string {
  let left = value.replace(/"(?:[^"\\]|\\.)*"/g, '');
  for (let depth = 0; depth < deepestComment; depth += 1) left = left.replace(/\([^()]*\)/g, ' ');
  return left;
}
