import type { PresentWriter } from '../../../../contract/learn/postmortem-comments.ts';
import type { Postmortem } from '../../../../contract/learn/postmortems.ts';
import { emptySections } from '../../../../domain/learn/postmortem.ts';
import { postmortemForms } from '../../../../domain/learn/postmortem-forms.ts';
import { sectionsOf } from '../../../../domain/learn/text-sections.ts';
import { PersonMark } from '../../../directory/person-mark.tsx';
import { Glyph } from '../../../ui/screen/glyphs.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { type Comments, isOpen } from '../comments/use-comments.ts';
import styles from '../postmortem.module.css';
import type { Draft } from '../use-draft.ts';

type ContentsPanelProps = {
  postmortem: Postmortem;
  draft: Draft;
  comments: Comments;
  present: readonly PresentWriter[];
};

/** The sections: where each begins, what is still empty, open comments, and who writes there. */
export function ContentsPanel({ postmortem, draft, comments, present }: ContentsPanelProps) {
  const { form, factorKeys, state } = postmortem;
  const empty = emptySections({ form, markdown: draft.text, factorCount: factorKeys.length });
  const sections = sectionsOf(draft.text, 2);
  const starts = new Map<string, number>();
  let offset = 0;
  for (const { key, level, text } of sections) {
    if (level > 0) starts.set(key, offset);
    offset += text.length;
  }
  const absent = postmortemForms[form].filter(({ heading }) => !starts.has(heading));
  const go = (key: string) => {
    const surface = draft.surface.current;
    if (surface) return surface.show(starts.get(key)!, starts.get(key)!);
    const found = document.querySelector(`[data-section="${CSS.escape(key)}"] :is(h2, h3)`);
    found?.scrollIntoView({ block: 'start' });
  };
  return (
    <Panel screenOnly title="Contents">
      <nav aria-label="Sections">
        <ol className={styles.contents}>
          {[...starts.keys()].map((key) => {
            const count = comments.of(key).filter(isOpen).length;
            const isEmpty = state !== 'completed' && empty.includes(key);
            return (
              <li key={key}>
                <button type="button" className={styles.contentsLink} onClick={() => go(key)}>
                  {key}
                  {isEmpty && <span className="visually-hidden"> (required, empty)</span>}
                </button>
                {present
                  .filter(({ section }) => section === key)
                  .map(({ person }) => (
                    <span key={person.id} data-tip={`${person.name} is editing`}>
                      <PersonMark name={person.name} />
                      <span className="visually-hidden">{person.name} is editing</span>
                    </span>
                  ))}
                {count > 0 && <span className={styles.badge}>{count === 1 ? '1 comment' : `${count} comments`}</span>}
                {isEmpty && (
                  <span className="muted" data-tip="Required, empty">
                    <Glyph name="ring" size={12} />
                  </span>
                )}
              </li>
            );
          })}
          {!draft.isReadOnly &&
            absent.map(({ key, heading, prompt, required }) => (
              <li key={key}>
                <button
                  type="button"
                  className={styles.contentsLink}
                  data-tip={prompt}
                  onClick={() => draft.change(`${draft.text.trimEnd()}\n\n## ${heading}\n\n<!-- ${prompt} -->\n`)}
                >
                  Add “{heading}”
                </button>
                {required && <span className="muted">required</span>}
              </li>
            ))}
        </ol>
      </nav>
    </Panel>
  );
}
