import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { type KeyboardEvent, useDeferredValue, useState } from 'react';
import type { Postmortem } from '../../../contract/learn/postmortems.ts';
import { postmortemForms } from '../../../domain/learn/postmortem-forms.ts';
import { ConflictPanel } from '../../ui/form/conflict-panel.tsx';
import { DraftNotice } from '../../ui/form/draft-notice.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from '../learn.module.css';
import type { Draft } from './use-draft.ts';

/** The text: written as Markdown, read as it will look. Both states keep what was typed. */
export function Editor({ postmortem, draft }: { postmortem: Postmortem; draft: Draft }) {
  const [mode, setMode] = useState<'write' | 'read'>(draft.isReadOnly ? 'read' : 'write');
  const shown = draft.isReadOnly ? 'read' : mode;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || (event.key !== 's' && event.key !== 'Enter')) return;
    event.preventDefault();
    void draft.save();
  };
  return (
    <Panel
      title="Text"
      actions={
        !draft.isReadOnly && (
          <SegmentedControl
            aria-label="Write or preview"
            value={mode}
            onChange={(value) => setMode(value as typeof mode)}
            data={[
              { value: 'write', label: 'Write' },
              { value: 'read', label: 'Preview' },
            ]}
          />
        )
      }
    >
      {draft.conflict && (
        <ConflictPanel
          conflict={draft.conflict}
          fields={Object.fromEntries(draft.conflict.rows.map(({ path: [heading] }) => [heading, String(heading)]))}
          settle={draft.settle}
        />
      )}
      {shown === 'read' ? <Markdown text={draft.text} /> : <OnPaper text={draft.text} />}
      {shown === 'write' && (
        <div className={styles.editor}>
          <SectionLinks postmortem={postmortem} draft={draft} />
          <Textarea
            ref={draft.field}
            aria-label="Postmortem text"
            value={draft.text}
            onChange={(event) => draft.change(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            rows={28}
            classNames={{ input: 'mono' }}
            spellCheck
          />
          <DraftNotice at={draft.restoredAt} discard={draft.discard} />
          {draft.error != null && <ErrorState error={draft.error} />}
          <div className={styles.editorHead}>
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
      )}
    </Panel>
  );
}

/** Whoever prints while writing gets what it will look like, whole. */
function OnPaper({ text }: { text: string }) {
  return (
    <div className={styles.onPaper}>
      <Markdown text={useDeferredValue(text)} />
    </div>
  );
}

/** The sections of the template: where each begins, and what belongs there. */
function SectionLinks({ postmortem, draft }: { postmortem: Postmortem; draft: Draft }) {
  const go = (heading: string) => {
    const found = new RegExp(`^#{1,6} +${heading.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}.*$`, 'mi').exec(draft.text);
    if (found) draft.show(found.index, found.index + found[0].length);
    else draft.insertLine(`\n## ${heading}\n`);
  };
  return (
    <nav className={styles.buttons} aria-label="Sections">
      {postmortemForms[postmortem.form].map(({ key, heading, prompt, required }) => (
        <button key={key} type="button" className={styles.link} data-tip={prompt} onClick={() => go(heading)}>
          {heading}
          {required && ' *'}
        </button>
      ))}
    </nav>
  );
}
