/**
 * The path that a proxy shows Evenkeel under, `/evenkeel` of `https://tools.example.org/evenkeel`; empty at the root of
 * a host name. Paths are written without it everywhere else: the router, links and requests get it here.
 */
import { createBrowserHistory } from '@tanstack/react-router';

const manifest = '/manifest.webmanifest';

/** The server puts it in front of what the page names. */
const base =
  globalThis.document?.querySelector('link[rel="manifest"]')?.getAttribute('href')?.replace(manifest, '') ?? '';

/** As the browser asks for it. */
export const belowBase = (path: string): string => base + path;

/** With the origin, to copy and to show. */
export const wholeAddress = (path: string): string => location.origin + base + path;

/** A name in what a browser keeps for the whole origin, so that two installations of one host keep apart. */
export const ownName = (name: string): string => name + base;

/** The path of one of our own addresses as the router knows it; null for what else this host shows. */
export function pathWithin(pathname: string): string | null {
  if (!pathname.startsWith(base)) return null;
  const path = pathname.slice(base.length);
  return path === '' ? '/' : path.startsWith('/') ? path : null;
}

/** Where the router reads and writes the address of the page. */
export function createHistoryBelowBase() {
  if (base === '') return createBrowserHistory();
  return createBrowserHistory({
    createHref: belowBase,
    parseLocation() {
      const { search, hash } = location;
      const pathname = pathWithin(location.pathname) ?? '/';
      return { href: pathname + search + hash, pathname, search, hash, state: history.state };
    },
  });
}

/**
 * Puts the base in front of every link that the page shows, whoever made it, so that it can be opened in a new tab,
 * copied and downloaded. Text that is being edited is left as it is.
 */
export function keepLinksBelowBase(): void {
  if (base === '') return;
  const done = new WeakMap<Element, string>();
  const put = (link: Element) => {
    const href = link.getAttribute('href')!;
    if (done.get(link) === href || href.startsWith('//') || link.closest('[contenteditable="true"]')) return;
    done.set(link, belowBase(href));
    link.setAttribute('href', belowBase(href));
  };
  const links = 'a[href^="/"]';
  const watch = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      for (const node of [target, ...addedNodes]) {
        if (!(node instanceof Element)) continue;
        if (node.matches(links)) put(node);
        if (node !== target) for (const link of node.querySelectorAll(links)) put(link);
      }
    }
  });
  watch.observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ['href'] });
}
