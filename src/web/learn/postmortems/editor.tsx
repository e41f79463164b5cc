import { Button, SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, Suspense, useDeferredValue, useMemo } from 'react';
import type { Postmortem } from '../../../contract/learn/postmortems.ts';
import { lazyPart } from '../../data/lazy-part.ts';
import type { SlotKind } from '../../ui/editor/slot-kind.ts';
import { ConflictPanel } from '../../ui/form/conflict-panel.tsx';
import { DraftNotice } from '../../ui/form/draft-notice.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { Time } from '../../ui/time/time.tsx';
import { PlainText } from './plain-text.tsx';
import styles from './postmortem.module.css';
import { printedSlot } from './printed-part.tsx';
import { Reading } from './reading.tsx';
import type { Draft } from './use-draft.ts';
import type { Findings } from './use-findings.ts';

const RichEditor = lazyPart(() => import('../../ui/editor/rich-editor.tsx'), 'RichEditor');

export type Mode = 'read' | 'write' | 'markdown';

type EditorProps = {
  postmortem: Postmortem;
  draft: Draft;
  checked: Findings;
  mode: Mode;
  setMode: (mode: Mode) => void;
  slot: (kind: SlotKind, sectionKey: string) => ReactNode;
  sectionChanged: (key: string | null) => void;
};

/** The text: read, written as it will look, or as Markdown. All three keep what was typed. */
export function Editor({ postmortem, draft, checked, mode, setMode, slot, sectionChanged }: EditorProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || (event.key !== 's' && event.key !== 'Enter')) return;
    event.preventDefault();
    void draft.save();
  };
  const flags = useMemo(() => (checked.isCurrent ? checked.findings : undefined), [checked]);
  const printed = useDeferredValue(draft.text);
  return (
    <Panel
      title="Text"
      actions={
        !draft.isReadOnly && (
          <SegmentedControl
            aria-label="Read or edit"
            value={mode}
            onChange={(value) => setMode(value as Mode)}
            data={[
              { value: 'read', label: 'Read' },
              { value: 'write', label: 'Write' },
              { value: 'markdown', label: 'Markdown' },
            ]}
          />
        )
      }
    >
      {draft.conflict && (
        <ConflictPanel
          conflict={draft.conflict}
          fields={Object.fromEntries(
            draft.conflict.rows.map(({ path: [heading] }) => [
              heading,
              {
                label: String(heading),
                show: (text: unknown) => (
                  <div className={styles.side}>
                    <Markdown text={String(text)} />
                  </div>
                ),
              },
            ]),
          )}
          settle={draft.settle}
        />
      )}
      {mode === 'read' ? (
        <Reading text={draft.text} slot={slot} />
      ) : (
        <>
          <div className={styles.onPaper}>
            <Reading text={printed} slot={printedSlot(postmortem)} />
          </div>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+S works wherever one writes in it */}
          <div className={styles.editor} onKeyDown={onKeyDown}>
            {mode === 'write' ? (
              <Suspense fallback={<Markdown text={draft.text} />}>
                <div className={styles.paper}>
                  <RichEditor
                    label="Postmortem text"
                    value={draft.text}
                    change={draft.change}
                    surface={draft.surface}
                    flags={flags}
                    slot={slot}
                    sectionChanged={sectionChanged}
                  />
                </div>
              </Suspense>
            ) : (
              <PlainText draft={draft} sectionChanged={sectionChanged} />
            )}
          </div>
        </>
      )}
      {!draft.isReadOnly && (mode !== 'read' || draft.isDirty) && <SaveBar postmortem={postmortem} draft={draft} />}
    </Panel>
  );
}

function SaveBar({ postmortem, draft }: { postmortem: Postmortem; draft: Draft }) {
  return (
    <div className={styles.saveBar}>
      <DraftNotice at={draft.restoredAt} discard={draft.discard} />
      {draft.error != null && <ErrorState error={draft.error} />}
      <div className={styles.saveRow}>
        <span className="muted" role="status">
          {draft.isDirty ? (
            'Not saved yet; draft kept in this browser'
          ) : (
            <>
              Version {postmortem.version} by {postmortem.writtenBy.name}, <Time at={postmortem.writtenAt} />
            </>
          )}
        </span>
        <Button
          onClick={() => void draft.save()}
          loading={draft.isSaving}
          disabled={!draft.isDirty || draft.conflict !== null}
          aria-keyshortcuts="Control+S"
        >
          Save
        </Button>
      </div>
    </div>
  );
}
