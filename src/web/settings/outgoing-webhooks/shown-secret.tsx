import { Button, Modal } from '@mantine/core';
import { CopyField } from '../../ui/text/copy-field.tsx';
import styles from './webhooks.module.css';

/** A signing secret that was just made, shown this one time. */
export function ShownSecret({ secret, close }: { secret: string | null; close: () => void }) {
  return (
    <Modal
      opened={secret !== null}
      onClose={close}
      closeOnClickOutside={false}
      title="Save the signing secret"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.stack}>
        <CopyField
          label="Signing secret"
          description="Your receiver verifies requests with it (Standard Webhooks)."
          value={secret ?? ''}
        />
        <p>It is shown only once. You can make a new one at any time.</p>
        <Button onClick={close}>I have copied it</Button>
      </div>
    </Modal>
  );
}
