import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';

/** Goes to a URL made by paths.ts. Links are plain `<a href>`; this is for everything that is not a link. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback((href: string) => router.history.push(href), [router]);
}

/** A link of this application that a plain click would follow, or null. */
function ownLink(event: Event): URL | null {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (!anchor?.href || anchor.target || anchor.hasAttribute('download')) return null;
  const url = new URL(anchor.href);
  const served = ['/api/', '/s/', '/a/', '/c/', '/certificates/'].some((path) => url.pathname.startsWith(path));
  return url.origin === location.origin && !served ? url : null;
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
      const url = event.defaultPrevented || modified ? null : ownLink(event);
      if (!url) return;
      if (url.hash && url.pathname === location.pathname && url.search === location.search) return;
      event.preventDefault();
      router.history.push(url.pathname + url.search + url.hash);
    };
    const warmed = new Set<string>();
    const onIntent = (event: Event) => {
      const url = ownLink(event);
      if (!url || warmed.has(url.pathname)) return;
      warmed.add(url.pathname);
      router.preloadRoute({ to: url.pathname } as never).catch(() => warmed.delete(url.pathname));
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
