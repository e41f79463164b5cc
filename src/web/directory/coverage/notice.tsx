import type { ReactNode } from 'react';
import { Glyph, type GlyphName } from '../../ui/screen/glyphs.tsx';
import styles from './coverage.module.css';

export type NoticeTone = 'bad' | 'later' | 'good' | 'quiet';

const glyphs: Record<NoticeTone, GlyphName> = { bad: 'octagon', later: 'triangle', good: 'check', quiet: 'slash' };

/** A bar that says who would be paged, or that nobody would be. */
export function Notice({ tone, title, children }: { tone: NoticeTone; title?: string; children: ReactNode }) {
  return (
    <section className={styles.notice} data-tone={tone} aria-label={title ?? 'Who is paged'}>
      <span className={styles.mark}>
        <Glyph name={glyphs[tone]} size={15} />
      </span>
      <div className={styles.words}>
        {title && <h2>{title}</h2>}
        {children}
      </div>
    </section>
  );
}
