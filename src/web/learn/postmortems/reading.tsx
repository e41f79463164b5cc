import { type ReactNode, useMemo } from 'react';
import { sectionsOf } from '../../../domain/learn/text-sections.ts';
import type { SlotKind } from '../../ui/editor/slot-kind.ts';
import { Markdown } from '../../ui/text/markdown.tsx';
import styles from './postmortem.module.css';

type ReadingProps = { text: string; slot: (kind: SlotKind, sectionKey: string) => ReactNode };

/** The text as it reads, section by section, with what belongs to each of them. */
export function Reading({ text, slot }: ReadingProps) {
  const sections = useMemo(() => readable(text), [text]);
  return (
    <div className={styles.paper}>
      {sections.map(({ key, level, heading, body }) => (
        <section key={key} data-section={key} className={styles.section} aria-label={level === 0 ? undefined : key}>
          {level === 0 ? null : (
            <>
              <Markdown text={heading} />
              <div data-slot="below">{slot('below', key)}</div>
            </>
          )}
          {body.trim() !== '' && <Markdown text={body} />}
          {level === 0 ? null : slot('behind', key)}
        </section>
      ))}
    </div>
  );
}

const definitions = /^ {0,3}\[[^\]\n]+\]:.*$/gm;

/** Each section with the addresses that the text defines anywhere: links by name work in all of them. */
function readable(text: string) {
  const defined = (text.match(definitions) ?? []).join('\n');
  return sectionsOf(text, 2).map(({ key, level, text: whole }) => {
    const headingEnd = level === 0 ? 0 : whole.search(/\n|$/);
    const body = whole.slice(headingEnd);
    return {
      key,
      level,
      heading: `${whole.slice(0, headingEnd)}\n\n${defined}`,
      body: defined === '' || body.trim() === '' ? body : `${body}\n\n${defined}`,
    };
  });
}
