import { Button, Modal } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import styles from '../ui/form/form-frame.module.css';
import { answerLeave, isAsking, isRaising, subscribeToQuestion } from '../ui/form/unsaved.ts';

/** The question that stands before what somebody typed is left unsaved. */
export function LeaveQuestion() {
  const isOpen = useSyncExternalStore(subscribeToQuestion, isAsking);
  return (
    <Modal
      opened={isOpen}
      onClose={() => isRaising() || answerLeave(false)}
      title="Leave without saving?"
      zIndex={400}
      withCloseButton={false}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
    >
      <div className={styles.form}>
        <p>Your changes are not saved. They are lost if you leave.</p>
        <div className={styles.buttons}>
          <Button variant="default" color="red" onClick={() => answerLeave(true)}>
            Discard changes
          </Button>
          <Button data-autofocus onClick={() => answerLeave(false)}>
            Keep editing
          </Button>
        </div>
      </div>
    </Modal>
  );
}
