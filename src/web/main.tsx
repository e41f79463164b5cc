import './ui/tokens.css';
import './ui/kit.css';
import './ui/mantine-variables.css';
import './ui/fonts.css';
import './ui/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './data/query-client.ts';
import { createAppRouter } from './routes.tsx';
import { colorSchemeManager, theme } from './ui/theme.ts';

const queries = createQueryClient();
const router = createAppRouter(queries);

// After an upgrade the pages of the old build are gone: a page that cannot be fetched means a new build is there.
addEventListener('vite:preloadError', (event) => {
  const reloadedAt = Number(sessionStorage.getItem('evenkeel-reloaded-at') ?? 0);
  if (Date.now() - reloadedAt < 60_000) return;
  sessionStorage.setItem('evenkeel-reloaded-at', String(Date.now()));
  event.preventDefault();
  location.reload();
});

createRoot(document.getElementById('root')!).render(
  <MantineProvider
    theme={theme}
    colorSchemeManager={colorSchemeManager}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
);
