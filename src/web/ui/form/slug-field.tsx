import { TextInput, type TextInputProps } from '@mantine/core';
import styles from './slug-field.module.css';

/** What configuration files call a thing: made from its name, and seldom worth a thought, so it is folded away. */
export function SlugField({ description = 'Used in configuration files', ...input }: TextInputProps) {
  return (
    // A refusal of what is folded away would be one that nobody sees.
    <details className={styles.advanced} open={input.error ? true : undefined}>
      <summary>Advanced</summary>
      <TextInput
        label="Slug"
        required
        maxLength={63}
        description={description}
        classNames={{ input: 'mono' }}
        {...input}
      />
    </details>
  );
}
