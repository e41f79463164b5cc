import './ui/tokens/tokens.css';
import './ui/tokens/kit.css';
import './ui/tokens/mantine-variables.css';
import './ui/tokens/fonts.css';
import './ui/tokens/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { keepLinksBelowBase } from './base.ts';
import { startFetchingCode } from './data/fetch-code.ts';
import { createQueryClient } from './data/query-client.ts';
import { createAppRouter } from './routes.tsx';
import { keepWholePastes } from './ui/form/whole-paste.ts';
import { colorSchemeManager, theme } from './ui/tokens/theme.ts';

const queries = createQueryClient();
const router = createAppRouter(queries);

keepWholePastes();
keepLinksBelowBase();
startFetchingCode(() => router.state.status === 'pending');

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
