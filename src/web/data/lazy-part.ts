import { type ComponentType, lazy } from 'react';
import { fetchCode } from './fetch-code.ts';

/** The component of that name, whose code is fetched when it is first shown: `lazyPart(() => import('./a.tsx'), 'A')`. */
export const lazyPart = <Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) => lazy(async () => ({ default: (await fetchCode(load))[name] }));
