import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readSession } from '../../contract/directory/session.ts';
import { unaskedApi } from '../data/api.ts';
import { sessionQuery } from '../data/session.ts';
import { paths } from '../paths.ts';
import styles from '../ui/form/form-frame.module.css';

type SessionEndedProps = {
  opened: boolean;
  /** The same person is signed in again. */
  back: () => void;
  /** What was typed may go. */
  leave: () => void;
};

/** Stands over what somebody typed and has not saved when their session is over, so that nothing of it is lost. */
export function SessionEnded({ opened, back, leave }: SessionEndedProps) {
  const queries = useQueryClient();
  const [other, setOther] = useState<string | null>(null);
  useEffect(() => {
    if (!opened) return;
    const look = async () => {
      const session = await unaskedApi.call(readSession, {}).catch(() => null);
      if (!session?.person) return;
      const before = queries.getQueryData(sessionQuery.queryKey)?.person;
      if (before && before.id !== session.person.id) return setOther(session.person.name);
      setOther(null);
      queries.setQueryData(sessionQuery.queryKey, session);
      void queries.invalidateQueries();
      back();
    };
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [opened, queries, back]);
  return (
    <Modal
      opened={opened}
      onClose={() => {}}
      title="You’ve been signed out"
      zIndex={400}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <div className={styles.form}>
        <p>
          {other
            ? `${other} is signed in here now. Sign in as yourself to save what you typed.`
            : 'What you typed is still here. Sign in again in a new tab, then come back and save it.'}
        </p>
        <div className={styles.buttons}>
          <Button variant="default" color="red" onClick={leave}>
            Discard changes
          </Button>
          <Button component="a" href={paths.signIn()} target="_blank" data-autofocus>
            Sign in
          </Button>
        </div>
      </div>
    </Modal>
  );
}
