import { Button, Modal } from '@mantine/core';
import type { SettingsField } from '../../../../contract/respond/channels.ts';
import { CopyField } from '../../../ui/text/copy-field.tsx';
import styles from '../me.module.css';

type MadeSecretProps = {
  /** What was made, by the field that it fills. */
  made: readonly (readonly [SettingsField, string])[];
  close: () => void;
};

/** What was made for a new contact method, shown this one time. */
export function MadeSecret({ made, close }: MadeSecretProps) {
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={`Save the ${made.map(([{ label }]) => label.toLowerCase()).join(' and ')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.stack}>
        {made.map(([{ key, label, help }, value]) => (
          <CopyField key={key} label={label} description={help} value={value} />
        ))}
        <p>It is shown only once.</p>
        <Button onClick={close}>Continue to verify</Button>
      </div>
    </Modal>
  );
}
