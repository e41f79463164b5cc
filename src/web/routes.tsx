import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter } from '@tanstack/react-router';
import { AppLayout } from './app-layout.tsx';
import { createHistoryBelowBase } from './base.ts';
import { communicatePages } from './communicate/routes.ts';
import { lazyPage } from './data/lazy-page.ts';
import { detectPages } from './detect/routes.ts';
import { directoryPages } from './directory/routes.ts';
import { learnPages } from './learn/routes.ts';
import { measurePages } from './measure/routes.ts';
import { parseSearch, stringifySearch } from './paths.ts';
import { programPages } from './program/routes.ts';
import { resolvePages } from './resolve/routes.ts';
import { respondPages } from './respond/routes.ts';
import { textParam } from './search-params.ts';
import { settingsPages } from './settings/routes.ts';
import { app, root } from './shell/app-route.tsx';
import { NotFound, PageFailed } from './shell/failed-screen.tsx';

app.update({ component: AppLayout });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, error }: Record<string, unknown>): { next?: string; error?: string } => ({
    next: ownPath(next),
    error: textParam(error),
  }),
  component: lazyPage(() => import('./directory/sign-in/sign-in-screen.tsx'), 'SignInScreen'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: ({ token }: Record<string, unknown>): { token?: string } => ({ token: textParam(token) }),
  component: lazyPage(() => import('./directory/sign-in/setup-screen.tsx'), 'SetupScreen'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyPage(() => import('./directory/sign-in/invitation-screen.tsx'), 'InvitationScreen'),
});

const enter = createRoute({
  getParentRoute: () => root,
  path: '/enter',
  component: lazyPage(() => import('./directory/sign-in/enter-screen.tsx'), 'EnterScreen'),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyPage(() => import('./directory/sign-in/forgot-password-screen.tsx'), 'ForgotPasswordScreen'),
});

const passwordReset = createRoute({
  getParentRoute: () => root,
  path: '/password-reset',
  component: lazyPage(() => import('./directory/sign-in/password-reset-screen.tsx'), 'PasswordResetScreen'),
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyPage(() => import('./home/home-screen.tsx'), 'HomeScreen'),
});

const nothingHere = createRoute({ getParentRoute: () => app, path: '$', component: NotFound });

const firstPage = createRoute({
  getParentRoute: () => app,
  path: '/first-page',
  component: lazyPage(() => import('./home/first-page/first-page-screen.tsx'), 'FirstPageScreen'),
});

const routeTree = root.addChildren([
  signIn,
  setup,
  invitation,
  enter,
  forgotPassword,
  passwordReset,
  app.addChildren([
    home,
    firstPage,
    ...detectPages,
    ...respondPages,
    ...communicatePages,
    ...resolvePages,
    ...learnPages,
    ...measurePages,
    ...programPages,
    ...directoryPages,
    ...settingsPages,
    nothingHere,
  ]),
]);

/** Only a path of this site: `next` comes from the URL, which anybody can write. */
function ownPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;
}

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    history: createHistoryBelowBase(),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: false,
    defaultPendingMs: 300,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
