import { Button, Modal } from '@mantine/core';
import { CopyField } from '../../ui/text/copy-field.tsx';
import styles from './me.module.css';

const words: Record<string, string> = { secret: 'Signing secret' };

/** What was made for a new contact method, shown this one time. */
export function MadeSecret({ made, close }: { made: Record<string, string> | null; close: () => void }) {
  return (
    <Modal
      opened={made !== null}
      onClose={close}
      closeOnClickOutside={false}
      title="Save the signing secret"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.stack}>
        <p>
          Your receiver uses it to verify that messages come from this installation (Standard Webhooks). It is shown
          only once.
        </p>
        {Object.entries(made ?? {}).map(([name, value]) => (
          <CopyField key={name} label={words[name] ?? name} value={value} />
        ))}
        <Button onClick={close}>Continue to verify</Button>
      </div>
    </Modal>
  );
}
