import type { PlaybookSectionChange } from '../../../contract/program/playbook.ts';
import styles from './playbook.module.css';

const marks = { same: ' ', added: '+', removed: '−' };
const changeWords = { changed: '', added: ' (new section)', removed: ' (section removed)' };

/** Lines as they were written; what was added and removed has a sign and words, so that no colour is needed to tell. */
export function Changes({ changes }: { changes: readonly PlaybookSectionChange[] }) {
  return (
    <div className={styles.changes}>
      {changes.map(({ key, title, change, hunks }) => (
        <section key={key} aria-label={`Changes of ${title}`}>
          <h3>
            {title}
            {changeWords[change]}
          </h3>
          {hunks.map((hunk, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches of lines have no name and never change places
            <div key={place} className={styles.hunk}>
              {hunk.map(({ kind, text }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines neither
                <Line key={index} kind={kind} text={text} />
              ))}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

function Line({ kind, text }: { kind: keyof typeof marks; text: string }) {
  const words = lineWords(text);
  const mark = (
    <span className={styles.mark} aria-hidden="true">
      {marks[kind]}
    </span>
  );
  if (kind === 'same') {
    return (
      <div className={styles.line}>
        {mark}
        <span>{words}</span>
      </div>
    );
  }
  const Tag = kind === 'added' ? 'ins' : 'del';
  return (
    <div className={styles.line} data-kind={kind}>
      {mark}
      <Tag>
        <span className="visually-hidden">{kind === 'added' ? 'Added: ' : 'Removed: '}</span>
        {words}
      </Tag>
    </div>
  );
}

/** Without the signs of Markdown: `| SEV1 | Critical |` → `SEV1 · Critical`. */
function lineWords(line: string): string {
  if (/^\|[-:| ]*\|$/.test(line)) return '';
  const cells = /^\|.*\|$/.test(line) ? line.slice(1, -1).split(/(?<!\\)\|/) : [line];
  return cells
    .map((cell) =>
      cell
        .trim()
        .replace(/^#{1,6} /, '')
        .replace(/^- \[ \] /, '☐ ')
        .replace(/^- /, '• ')
        .replace(/\*\*/g, '')
        .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
    )
    .join(' · ');
}
