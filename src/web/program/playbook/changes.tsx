import type { PlaybookSectionChange } from '../../../contract/program/playbook.ts';
import { Hunks } from '../../ui/text/differences.tsx';
import styles from './playbook.module.css';

const changeWords = { changed: '', added: ' (new section)', removed: ' (section removed)' };

/** What a version changed, section by section. */
export function Changes({ changes }: { changes: readonly PlaybookSectionChange[] }) {
  return (
    <div className={styles.changes}>
      {changes.map(({ key, title, change, hunks }) => (
        <section key={key} aria-label={`Changes of ${title}`}>
          <h3>
            {title}
            {changeWords[change]}
          </h3>
          <Hunks hunks={hunks} wordsOf={lineWords} />
        </section>
      ))}
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
