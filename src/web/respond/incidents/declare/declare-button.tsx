import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { fetchCode } from '../../../data/fetch-code.ts';
import { useMay } from '../../../data/session.ts';
import { useGuard } from '../../../directory/may.ts';
import { useCommands } from '../../../keys/commands.ts';
import { KeyCaps } from '../../../keys/key-caps.tsx';
import { askToDeclare, closeDeclaring, useAlertHere, useDeclareRequest } from '../../../shell/declare-request.ts';
import styles from './declare-button.module.css';

const loadForm = () =>
  fetchCode(() => import('./declare-form.tsx')).then(({ DeclareForm }) => ({ default: DeclareForm }));
const DeclareForm = lazy(loadForm);
/** When the page has settled, so that the form is there at once when somebody is in a hurry. */
const preloadAfterMs = 3_000;

/** Declaring stands on every screen: a word in the top bar, a mark in the bar of a phone. */
export function DeclareButton({ compact = false }: { compact?: boolean }) {
  const guard = useGuard('incidents.respond');
  const alert = useAlertHere();
  if (alert && !compact) return null;
  if (compact) {
    return (
      <button type="button" className={styles.compact} onClick={() => askToDeclare(alert ? { alert } : {})} {...guard}>
        <Plus size={20} aria-hidden="true" />
        Declare
      </button>
    );
  }
  return (
    <Button onClick={() => askToDeclare()} rightSection={<KeyCaps keys="c" />} aria-keyshortcuts="C" {...guard}>
      Declare
    </Button>
  );
}

/** `C` declares from any screen. */
export function DeclareLayer() {
  const request = useDeclareRequest();
  const mayRespond = useMay('incidents.respond');
  const alert = useAlertHere();
  useEffect(() => {
    if (!mayRespond) return;
    const timer = setTimeout(() => void loadForm().catch(() => {}), preloadAfterMs);
    return () => clearTimeout(timer);
  }, [mayRespond]);
  useCommands(
    mayRespond && !alert
      ? [
          {
            label: 'Declare an incident',
            keys: 'c',
            group: 'Everywhere',
            keywords: 'new outage',
            run: () => askToDeclare(),
          },
        ]
      : [],
  );
  // A dialog from the first moment: what is typed while the form is on its way must not run other shortcuts.
  const arriving = <div role="dialog" aria-modal="true" aria-label="Declare an incident" className="visually-hidden" />;
  return <Suspense fallback={arriving}>{request && <DeclareForm request={request} close={closeDeclaring} />}</Suspense>;
}
