/**
 * The path under which a proxy shows Evenkeel, `/evenkeel` of `https://tools.example.org/evenkeel`. Inside, nothing
 * knows of it: it is taken off every request that comes in, and put in front of what leaves with a path of its own.
 */

/** Without a slash at the end; empty at the root of a host name, and while there is no address yet. */
export function prefixOf(publicUrl: string | undefined): string {
  return !publicUrl ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '');
}

/**
 * Requests may also come without the prefix: from a proxy that has taken it off, from health checks, and from senders
 * that know this node itself.
 */
export function withoutPrefix(url: string, prefix: string): string {
  if (prefix === '' || !url.startsWith(prefix)) return url;
  const rest = url.slice(prefix.length);
  if (rest.startsWith('/')) return rest;
  return rest === '' || rest.startsWith('?') ? `/${rest}` : url;
}

/** Puts the prefix in front of a path; whole addresses stay as they are. */
export function belowPrefix(path: string, prefix: string): string {
  return /^\/(?!\/)/.test(path) ? prefix + path : path;
}

/** Links, forms and files of a page. Text in it has no quotes that are not escaped, so it is left alone. */
export function htmlBelowPrefix(html: string, prefix: string): string {
  return prefix === '' ? html : html.replace(/\b(href|src|action)="\/(?!\/)/g, (_, name) => `${name}="${prefix}/`);
}

/** A cookie of the whole host name becomes one of the prefix. */
export function cookieBelowPrefix(line: string, prefix: string): string {
  return prefix === '' ? line : line.replace('; Path=/;', `; Path=${prefix};`);
}
