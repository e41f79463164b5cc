import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useRef, useState } from 'react';
import { ApiProblem } from '../../../client/client.ts';
import { getPostmortem, listPostmortems, type Postmortem, writePostmortem } from '../../../contract/postmortems.ts';
import { endpointKey, useAction } from '../../data/endpoint-query.ts';
import { keptDrafts } from '../../data/kept-drafts.ts';
import { usePerson } from '../../data/session.ts';
import { useKeepDraft } from '../../data/use-kept-text.ts';
import { useGuard } from '../../directory/may.ts';
import { useUnsaved } from '../../ui/unsaved.ts';

/** What somebody else wrote meanwhile. */
export type Conflict = { version: number; markdown: string; writtenBy: string };

export type Draft = {
  text: string;
  change: (text: string) => void;
  /** When the text was typed that was found in this browser; null when nothing was. */
  restoredAt: string | null;
  /** Goes back to the text that is saved. */
  discard: () => void;
  isReadOnly: boolean;
  isDirty: boolean;
  isSaving: boolean;
  error: unknown;
  conflict: Conflict | null;
  save: () => Promise<Postmortem | null>;
  /** After a conflict: go on from their text, or put this one over it. */
  takeTheirs: () => void;
  keepMine: () => void;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Selects a range of the text and brings it into view. */
  show: (start: number, end: number) => void;
  replace: (start: number, end: number, words: string) => void;
  /** Puts a line where the cursor is. */
  insertLine: (line: string) => void;
};

/**
 * The text as it is being written here. It follows what others save as long as nothing was typed; after that, the
 * version it was written from goes with it, so that no edit of anybody is lost.
 */
export function useDraft(postmortem: Postmortem): Draft {
  const queries = useQueryClient();
  const guard = useGuard('incidents.respond');
  const field = useRef<HTMLTextAreaElement>(null);
  const thing = `postmortem/${postmortem.id}`;
  const personId = usePerson()?.id ?? 0;
  const [restored] = useState(() => keptDrafts().read(personId, thing));
  // Over the version that it was written from: when others saved since, saving shows both.
  const [base, setBase] = useState({
    version: restored?.version ?? postmortem.version,
    markdown: postmortem.markdown,
  });
  const [text, setText] = useState(restored?.text ?? postmortem.markdown);
  const [restoredAt, setRestoredAt] = useState(restored && restored.text !== postmortem.markdown ? restored.at : null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const isDirty = text !== base.markdown;
  const write = useAction(writePostmortem, { changes: [listPostmortems] });

  if (!isDirty && postmortem.version > base.version) {
    setBase({ version: postmortem.version, markdown: postmortem.markdown });
    setText(postmortem.markdown);
  }
  const isKept = useKeepDraft(thing, isDirty ? text : null, base.version);
  useUnsaved(isDirty && !isKept);
  const change = (next: string) => {
    setRestoredAt(null);
    setText(next);
  };

  const show = useCallback((start: number, end: number) => {
    const area = field.current;
    if (!area) return;
    area.focus();
    area.setSelectionRange(start, end);
    const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
    area.scrollTop = Math.max(0, area.value.slice(0, start).split('\n').length * lineHeight - area.clientHeight / 2);
  }, []);
  const save = async () => {
    if (!isDirty) return null;
    try {
      const saved = await write.mutateAsync({
        params: { id: postmortem.id },
        body: { markdown: text },
        ifMatch: base.version,
      });
      setBase({ version: saved.version, markdown: text });
      setRestoredAt(null);
      queries.setQueryData(endpointKey(getPostmortem, { params: { id: postmortem.id } }), saved);
      return saved;
    } catch (error) {
      setConflict(conflictOf(error));
      return null;
    }
  };
  return {
    text,
    change,
    restoredAt,
    discard() {
      setBase({ version: postmortem.version, markdown: postmortem.markdown });
      setText(postmortem.markdown);
      setConflict(null);
      setRestoredAt(null);
    },
    isReadOnly: guard.disabled || postmortem.state === 'completed',
    isDirty,
    isSaving: write.isPending,
    error: conflict ? null : write.error,
    conflict,
    save,
    takeTheirs() {
      if (!conflict) return;
      setBase(conflict);
      setText(conflict.markdown);
      setConflict(null);
    },
    keepMine() {
      if (!conflict) return;
      setBase(conflict);
      setConflict(null);
    },
    field,
    show,
    replace(start, end, words) {
      change(text.slice(0, start) + words + text.slice(end));
    },
    insertLine(line) {
      const at = field.current?.selectionEnd ?? text.length;
      const lineEnd = text.indexOf('\n', at);
      const place = lineEnd === -1 ? text.length : lineEnd;
      change(`${text.slice(0, place)}\n${line}${text.slice(place)}`);
    },
  };
}

function conflictOf(error: unknown): Conflict | null {
  if (!(error instanceof ApiProblem) || error.code !== 'version_mismatch') return null;
  const current = error.extension.current as
    | { version: number; markdown: string; writtenBy: { name: string } }
    | undefined;
  return current ? { version: current.version, markdown: current.markdown, writtenBy: current.writtenBy.name } : null;
}
