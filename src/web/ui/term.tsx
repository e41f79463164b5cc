import { type GlossaryWord, glossary } from './glossary.ts';
import styles from './term.module.css';

/** A word of the product with its meaning on hover, focus or tap. `children` may bend the word ("alerts"). */
export function Term({ word, children }: { word: GlossaryWord; children?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation has to be reachable by keyboard
    <dfn className={styles.term} data-tip={glossary[word]} tabIndex={0}>
      {children ?? word}
    </dfn>
  );
}
