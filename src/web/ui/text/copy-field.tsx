import { Button, TextInput } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useCopy } from './copy.ts';
import styles from './copy-field.module.css';

/** A value to take elsewhere: a key, an address. */
export function CopyField({ label, value, description }: { label: string; value: string; description?: string }) {
  const { copied, copy } = useCopy();
  return (
    <div className={styles.field}>
      <TextInput
        className={styles.input}
        classNames={{ input: 'mono' }}
        label={label}
        description={description}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton copied={copied} onClick={() => copy(value)} label={label} />
    </div>
  );
}

function CopyButton({ copied, onClick, label }: { copied: boolean; onClick: () => void; label: string }) {
  return (
    <Button
      variant="default"
      onClick={onClick}
      aria-label={`Copy ${label}`}
      leftSection={copied ? <Check size={14} /> : <Copy size={14} />}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}

/** Text to run or to paste, as it is, with a button that copies all of it. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  const { copied, copy } = useCopy();
  return (
    <figure className={styles.code}>
      <figcaption>
        <span>{label}</span>
        <CopyButton copied={copied} onClick={() => copy(code)} label={label} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
