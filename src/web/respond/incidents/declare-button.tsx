import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useMay } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../shell/commands.ts';
import { KeyCaps } from '../../shell/key-caps.tsx';
import styles from './declare-button.module.css';
import { askToDeclare, closeDeclaring, useDeclareRequest } from './declare-request.ts';

const DeclareForm = lazy(() => import('./declare-form.tsx').then(({ DeclareForm }) => ({ default: DeclareForm })));

/** Declaring stands on every screen: a word in the top bar, a mark in the bar of a phone. */
export function DeclareButton({ compact = false }: { compact?: boolean }) {
  const guard = useGuard('incidents.respond');
  if (compact) {
    return (
      <button type="button" className={styles.compact} onClick={() => askToDeclare()} {...guard}>
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

/** `C` declares from any screen; the form itself comes when it is first needed. */
export function DeclareLayer() {
  const request = useDeclareRequest();
  const mayRespond = useMay('incidents.respond');
  useCommands(
    mayRespond
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
  return <Suspense>{request && <DeclareForm request={request} close={closeDeclaring} />}</Suspense>;
}
