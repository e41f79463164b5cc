import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import styles from '../ui/form-frame.module.css';
import { answerLeave, askToLeave, hasUnsaved, isAsking, subscribeToQuestion } from '../ui/unsaved.ts';

/** Asks before a navigation, by whatever key, link or button, takes away what somebody typed and has not saved. */
export function LeaveGuard() {
  const isOpen = useSyncExternalStore(subscribeToQuestion, isAsking);
  useBlocker({
    // Filters and tabs change the address only; the page stays, and so does what is typed there.
    shouldBlockFn: async ({ current, next }) => current.pathname !== next.pathname && !(await askToLeave()),
    enableBeforeUnload: hasUnsaved,
  });
  return (
    <Modal
      opened={isOpen}
      onClose={() => answerLeave(false)}
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
