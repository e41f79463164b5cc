import { Button, Modal, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ErrorState } from '../screen/error-state.tsx';
import styles from './form-frame.module.css';

export type ConfirmDangerProps = {
  title: string;
  /** What will be lost, in plain words. */
  children: ReactNode;
  /** The verb and the thing: "Delete the team". */
  confirmLabel: string;
  /** To be typed first, for what cannot be made again. */
  typedName?: string;
  opened: boolean;
  close: () => void;
  run: () => Promise<unknown>;
};

/** Asks before something that cannot be undone. What can be undone is done at once, with `showUndo`. */
export function ConfirmDanger(props: ConfirmDangerProps) {
  return (
    <Modal opened={props.opened} onClose={props.close} title={props.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <ConfirmInside {...props} />
    </Modal>
  );
}

function ConfirmInside({ children, confirmLabel, typedName, close, run }: ConfirmDangerProps) {
  const [typed, setTyped] = useState('');
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    setRunning(true);
    setError(null);
    try {
      await run();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  const isReady = typedName === undefined || typed.trim() === typedName;
  return (
    <div className={styles.form}>
      <div className={styles.said}>{children}</div>
      {typedName !== undefined && (
        <TextInput
          label={`Type ${typedName} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {error !== null && <ErrorState error={error} />}
      <div className={styles.buttons}>
        <Button variant="default" onClick={close} data-autofocus={typedName === undefined || undefined}>
          Cancel
        </Button>
        <Button color="red" onClick={confirm} loading={isRunning} disabled={!isReady}>
          {confirmLabel}
        </Button>
      </div>
    </div>
  );
}
