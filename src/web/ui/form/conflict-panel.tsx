import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Glyph } from '../screen/glyphs.tsx';
import { Time } from '../time/time.tsx';
import styles from './conflict-panel.module.css';
import { type FieldNames, labelOf, wordsOf } from './edited.ts';
import type { Path } from './merge-changes.ts';
import type { Conflict, OwnedForm } from './use-owned-form.ts';

type ConflictPanelProps = {
  conflict: Conflict;
  fields: FieldNames<Record<string, unknown>>;
  settle: OwnedForm<Record<string, unknown>>['settle'];
};

/** What somebody else saved in the same fields, beside what was typed here. A person chooses; nothing is sent before. */
export function ConflictPanel({ conflict, fields, settle }: ConflictPanelProps) {
  const { by, at, rows, taken } = conflict;
  const heading = useRef<HTMLHeadingElement>(null);
  const count = rows.length;
  // The choice just made took its buttons away; without this the focus would fall back to the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each row that is settled moves the focus again
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  return (
    <section className={styles.panel} aria-labelledby="conflict" data-conflict>
      <h3 id="conflict" ref={heading} tabIndex={-1} className={styles.heading}>
        <Glyph name="triangle" size={14} /> {by} changed this while you were editing
      </h3>
      <p role="status">
        {at && (
          <>
            Saved <Time at={at} />.{' '}
          </>
        )}
        What you typed is still here. Choose for {count === 1 ? 'this field' : 'each field'}, then save.
      </p>
      {taken.length > 0 && <p className="muted">Also changed, and already in the form: {taken.join(', ')}.</p>}
      {rows.map((row) => {
        const label = labelOf(fields, row.path);
        return (
          <fieldset key={row.path.join('.')} className={styles.row}>
            <legend>{label}</legend>
            <Side title={by} value={shown(fields, row.path, row.theirs)}>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Use theirs: ${label}`}
                onClick={() => settle('theirs', row)}
              >
                Use theirs
              </Button>
            </Side>
            <Side title="You" value={shown(fields, row.path, row.mine)}>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Keep mine: ${label}`}
                onClick={() => settle('mine', row)}
              >
                Keep mine
              </Button>
            </Side>
          </fieldset>
        );
      })}
      {count > 1 && (
        <div className={styles.all}>
          <Button variant="default" onClick={() => settle('theirs')}>
            Use theirs for all
          </Button>
          <Button variant="default" onClick={() => settle('mine')}>
            Keep mine for all
          </Button>
        </div>
      )}
    </section>
  );
}

function Side({ title, value, children }: { title: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.side}>
      <span className="muted">{title}</span>
      <div className={styles.value}>{value}</div>
      <div>{children}</div>
    </div>
  );
}

function shown(fields: FieldNames<Record<string, unknown>>, path: Path, value: unknown): ReactNode {
  const [name, ...inside] = path;
  const words = fields[String(name)];
  if (isNothing(value)) return <span className="muted">Empty</span>;
  return (typeof words === 'object' && words?.show?.(value as never, inside)) || plainText(value);
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A value in words, whatever its shape. */
function plainText(value: unknown): string {
  if (isNothing(value)) return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item !== 'object');
    return value.map(plainText).join(isPlain ? ', ' : '\n');
  }
  if (typeof value !== 'object') return String(value);
  return Object.entries(value as object)
    .filter(([, inner]) => !isNothing(inner))
    .map(([name, inner]) => `${wordsOf(name)}: ${plainText(inner)}`)
    .join('; ');
}
