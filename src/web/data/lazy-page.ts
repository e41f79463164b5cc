import { lazyRouteComponent } from '@tanstack/react-router';
import { fetchCode } from './fetch-code.ts';

/** The component of a page, fetched when it is first needed. */
export const lazyPage: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(() => fetchCode(load), name);
