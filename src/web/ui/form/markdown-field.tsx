import { Textarea, type TextareaProps } from '@mantine/core';
import type { Ref } from 'react';
import { Markdown } from '../text/markdown.tsx';
import styles from './markdown-field.module.css';

type MarkdownFieldProps = Omit<TextareaProps, 'value'> & { value?: string; ref?: Ref<HTMLTextAreaElement> };

/** A text in Markdown with what it becomes beside it; below it where there is no room. */
export function MarkdownField({ value = '', ...field }: MarkdownFieldProps) {
  return (
    <div className={styles.both}>
      <Textarea {...field} value={value} autosize minRows={14} maxRows={40} classNames={{ input: 'mono' }} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too */}
      <section className={styles.preview} tabIndex={0} aria-label="Preview">
        <h2 className="visually-hidden">Preview</h2>
        <Markdown text={value} />
      </section>
    </div>
  );
}
