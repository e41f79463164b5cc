import { useEffect, useRef } from 'react';
import { changeProvider, listProviders, type Provider } from '../../../contract/respond/providers.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { moved } from '../../ui/list/moved.ts';

/** How long after a press its row may still be on its way. */
const settlesWithinMs = 5_000;

/** Moves a provider up or down among all of them; only those whose place changes are saved. */
export function useOrderOfProviders(providers: readonly Provider[]) {
  const change = useAction(changeProvider, { changes: [listProviders] });
  const pressed = useRef<{ button: HTMLElement; atMs: number } | null>(null);
  const isSaving = useRef(false);
  // A row that moves in the page loses the focus on its way, and so does a button that reaches the end.
  useEffect(() => {
    const active = document.activeElement;
    const isLost = active === document.body || active?.matches(':disabled');
    if (providers.length === 0 || !pressed.current || !isLost) return;
    const { button, atMs } = pressed.current;
    if (performance.now() - atMs > settlesWithinMs) return;
    const other = button.parentElement?.querySelector<HTMLElement>('button:not(:disabled)');
    (button.matches(':disabled') ? other : button)?.focus();
  }, [providers]);

  const save = async (next: Provider[]) => {
    for (const [position, { id, version, position: before }] of next.entries())
      if (before !== position) await change.mutateAsync({ params: { id }, body: { position }, ifMatch: version });
  };
  return async function move(index: number, by: -1 | 1, button: HTMLElement) {
    if (isSaving.current) return;
    isSaving.current = true;
    pressed.current = { button, atMs: performance.now() };
    await save(moved(providers, index, by)).catch(sayRefusal);
    isSaving.current = false;
  };
}
