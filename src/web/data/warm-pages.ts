import type { AnyRouter } from '@tanstack/react-router';

/** What somebody needs in an outage, when there may be nothing to fetch it from. */
const needed = [
  '/',
  '/alerts',
  '/alerts/$id',
  '/incidents',
  '/incidents/$number',
  '/pages/$id',
  '/oncall',
  '/status-page',
];

type Chunked = { fullPath?: string; lazyFn?: unknown };

/** Fetches the code of the main pages while nothing else is to be done. Returns how to stop. */
export function warmPages(router: AnyRouter): () => void {
  let isStopped = false;
  const idle = () =>
    new Promise<void>((resolve) => {
      if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 5000 });
      else setTimeout(resolve, 500);
    });
  const timer = setTimeout(async () => {
    for (const route of Object.values(router.routesById) as (Chunked & Parameters<AnyRouter['loadRouteChunk']>[0])[]) {
      if (isStopped) return;
      if (!needed.includes(route.fullPath ?? '')) continue;
      await idle();
      await router.loadRouteChunk(route)?.catch(() => {});
    }
  }, 3000);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
