import '../ui/tokens/tokens.css';
import '../ui/tokens/kit.css';
import '../ui/tokens/mantine-variables.css';
import '../ui/tokens/fonts.css';
import '../ui/tokens/base.css';
import { Button, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { BellRing, House, Siren } from 'lucide-react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from '../data/query-client.ts';
import { NotFound } from '../shell/failed-screen.tsx';
import type { NavItem } from '../shell/navigation/nav.ts';
import { Shell } from '../shell/shell.tsx';
import { slots } from '../shell/slots.ts';
import { colorSchemeManager, theme } from '../ui/tokens/theme.ts';
import { ListSample } from './list-sample.tsx';
import { PartsSample } from './parts-sample.tsx';

const nav: NavItem[] = [
  { label: 'Parts', href: '/', icon: House, keys: 'g h', group: 'Now', onPhone: true },
  { label: 'Alerts', href: '/alerts', icon: BellRing, keys: 'g a', group: 'Now', onPhone: true },
  { label: 'Incidents', href: '/incidents', icon: Siren, keys: 'g i', group: 'Improve', onPhone: true },
];
slots.declare = ({ compact }) =>
  compact ? (
    <button type="button" style={{ border: 0, background: 'none' }}>
      <Siren size={20} aria-hidden="true" />
      Declare
    </button>
  ) : (
    <Button>Declare</Button>
  );

const root = createRootRoute({
  component: () => (
    <Shell nav={nav}>
      <Outlet />
    </Shell>
  ),
});
const parts = createRoute({ getParentRoute: () => root, path: '/', component: PartsSample });
const list = createRoute({ getParentRoute: () => root, path: '/alerts', component: ListSample });
const router = createRouter({
  routeTree: root.addChildren([parts, list]),
  history: createHashHistory(),
  defaultNotFoundComponent: NotFound,
});

createRoot(document.getElementById('root')!).render(
  <MantineProvider
    theme={theme}
    colorSchemeManager={colorSchemeManager}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>
  </MantineProvider>,
);
