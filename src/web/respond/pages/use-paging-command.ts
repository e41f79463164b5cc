import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { askToPage } from '../../shell/paging-request.ts';

/** `P` pages somebody from any screen; the form itself comes later, in its own chunk. */
export function usePagingCommand(): void {
  const mayPage = useMay('pages.create');
  useCommands(mayPage ? [{ label: 'Page someone', keys: 'p', group: 'Everywhere', run: () => askToPage() }] : []);
}
