import styles from './term.module.css';

type TermProps = {
  /** As the glossary writes it; a test holds every use to it. */
  word: string;
  /** May bend the word ("alerts"). */
  children?: string;
};

/** A word of the product with its meaning on hover, focus or tap. */
export function Term({ word, children }: TermProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation has to be reachable by keyboard
    <dfn className={styles.term} data-term={word} tabIndex={0}>
      {children ?? word}
    </dfn>
  );
}

/** The same for the title of a page: a small button beside it. */
export function TermButton({ word }: { word: string }) {
  return (
    <button type="button" className={styles.button} data-term={word} aria-label={`What “${word}” means`}>
      ?
    </button>
  );
}
