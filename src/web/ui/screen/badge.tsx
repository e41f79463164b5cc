import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { Glyph, type GlyphName } from './glyphs.tsx';

/** A colour pair of tokens.css. */
export type Tone =
  | 'sev1'
  | 'sev2'
  | 'sev3'
  | 'sev4'
  | 'sev5'
  | 'acknowledged'
  | 'identified'
  | 'resolved'
  | 'maintenance';

export type BadgeProps = {
  tone: Tone;
  glyph: GlyphName;
  /** `tint` is a pill; `plain` is the mark and the word without a ground, for dense rows. */
  look?: 'tint' | 'plain' | 'solid';
  children: ReactNode;
};

/** A mark and a word. Prefer `SeverityBadge` and `StateBadge`; this is for words they do not know. */
export function Badge({ tone, glyph, look = 'tint', children }: BadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone} data-look={look}>
      <Glyph name={glyph} />
      {children}
    </span>
  );
}
