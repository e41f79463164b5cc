import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { pathWithin } from '../../base.ts';

/** Goes to a URL made by paths.ts. Links are plain `<a href>`; this is for everything that is not a link. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback((href: string) => router.history.push(href), [router]);
}

/** A link of this application that a plain click would follow, as the router knows it, or null. */
function ownLink(event: Event): { path: string; search: string; hash: string } | null {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (!anchor?.href || anchor.target || anchor.hasAttribute('download')) return null;
  const { origin, pathname, search, hash } = new URL(anchor.href);
  const path = pathWithin(pathname);
  if (origin !== location.origin || path === null) return null;
  const served = ['/api/', '/s/', '/a/', '/c/', '/certificates/'].some((start) => path.startsWith(start));
  return served ? null : { path, search, hash };
}

/**
 * Makes every plain `<a href>` of the page a navigation without a reload, and fetches its page while the pointer or
 * the focus rests on it. One listener instead of one component per link keeps long lists light.
 */
export function useOwnLinks(): void {
  const router = useRouter();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
      const link = event.defaultPrevented || modified ? null : ownLink(event);
      if (!link) return;
      const { path, search, hash } = link;
      if (hash && path === pathWithin(location.pathname) && search === location.search) return;
      event.preventDefault();
      router.history.push(path + search + hash);
    };
    const warmed = new Set<string>();
    const onIntent = (event: Event) => {
      const { path } = ownLink(event) ?? {};
      if (path === undefined || warmed.has(path)) return;
      warmed.add(path);
      router.preloadRoute({ to: path } as never).catch(() => warmed.delete(path));
    };
    document.addEventListener('click', onClick);
    document.addEventListener('pointerover', onIntent, { passive: true });
    document.addEventListener('focusin', onIntent);
    return () => {
      document.removeEventListener('click', onClick);
      document.removeEventListener('pointerover', onIntent);
      document.removeEventListener('focusin', onIntent);
    };
  }, [router]);
}
