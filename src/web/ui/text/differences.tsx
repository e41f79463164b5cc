import { type DiffLine, diffLines, hunksOf } from '../../../domain/line-diff.ts';
import styles from './differences.module.css';

const marks = { same: ' ', added: '+', removed: '−' };

/** What one text changed against another, with some lines around each change. */
export function Differences({ before, after }: { before: string; after: string }) {
  const hunks = hunksOf(diffLines(linesOf(before), linesOf(after)));
  return hunks.length === 0 ? <p className="muted">The texts are the same.</p> : <Hunks hunks={hunks} />;
}

const linesOf = (text: string) => text.trimEnd().split('\n');

type HunksProps = { hunks: readonly (readonly DiffLine[])[]; wordsOf?: (line: string) => string };

/** Lines as they were written; what was added and removed has a sign and words, so that no colour is needed to tell. */
export function Hunks({ hunks, wordsOf = (line) => line }: HunksProps) {
  return hunks.map((hunk, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stretches of lines have no name and never change places
    <div key={place} className={styles.hunk} dir="auto">
      {hunk.map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines neither
        <Line key={index} kind={kind} words={wordsOf(text)} />
      ))}
    </div>
  ));
}

function Line({ kind, words }: { kind: DiffLine['kind']; words: string }) {
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
