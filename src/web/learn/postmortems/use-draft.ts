import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import { ApiProblem } from '../../../client/client.ts';
import {
  getPostmortem,
  listPostmortems,
  type Postmortem,
  writePostmortem,
} from '../../../contract/learn/postmortems.ts';
import { withListLines } from '../../../domain/learn/list-lines.ts';
import { mergeTexts } from '../../../domain/learn/merge-texts.ts';
import { sectionsOf, withSection } from '../../../domain/learn/text-sections.ts';
import { endpointKey, useAction } from '../../data/endpoint-query.ts';
import { keptDrafts } from '../../data/kept-drafts.ts';
import { usePerson } from '../../data/session.ts';
import { useKeepDraft } from '../../data/use-kept-text.ts';
import { useGuard } from '../../directory/may.ts';
import type { TextSurface } from '../../ui/editor/text-surface.ts';
import { useUnsaved } from '../../ui/form/unsaved.ts';
import { type Conflict, type OwnedForm, sayTaken } from '../../ui/form/use-owned-form.ts';

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
  settle: OwnedForm<Record<string, unknown>>['settle'];
  /** Where it is being written; null while it is only read. */
  surface: RefObject<TextSurface | null>;
  replace: (start: number, end: number, words: string) => void;
  /** Puts lines where the cursor is; while the text is read, at the end of the section of that key. */
  insertLines: (lines: readonly string[], sectionKey: string) => void;
};

/** Saving stops after this many attempts when others keep saving first; everything typed is kept. */
const triesToSave = 5;

/**
 * The text as it is being written here. It follows what others save as long as nothing was typed; after that, the
 * version it was written from goes with it. What others wrote in other sections is taken over and the save goes on;
 * of a section that both changed a person decides, and nothing is sent before.
 */
export function useDraft(postmortem: Postmortem): Draft {
  const queries = useQueryClient();
  const guard = useGuard('incidents.respond');
  const surface = useRef<TextSurface>(null);
  const thing = `postmortem/${postmortem.id}`;
  const personId = usePerson()?.id ?? 0;
  const [restored] = useState(() => keptDrafts().read(personId, thing));
  // What a restored text was written from is known only while nobody saved since; else the server knows, or nobody.
  const [base, setBase] = useState<Base>(() => {
    const version = restored?.version ?? postmortem.version;
    return { version, markdown: version === postmortem.version ? postmortem.markdown : null };
  });
  const [text, setText] = useState(restored?.text ?? postmortem.markdown);
  const [restoredAt, setRestoredAt] = useState(restored && restored.text !== postmortem.markdown ? restored.at : null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const isDirty = text !== base.markdown;
  const latest = useRef(text);
  latest.current = text;
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

  const save = async () => {
    if (!isDirty || conflict) return null;
    const params = { id: postmortem.id };
    const taken = new Set<string>();
    let [ifMatch, markdown, by] = [base.version, text, ''];
    for (let tries = 1; tries <= triesToSave; tries++) {
      try {
        const saved = await write.mutateAsync({ params, body: { markdown }, ifMatch });
        if (taken.size > 0) sayTaken(by, taken);
        setBase({ version: saved.version, markdown });
        setRestoredAt(null);
        queries.setQueryData(endpointKey(getPostmortem, { params }), saved);
        return saved;
      } catch (error) {
        const theirs = theirsOf(error);
        if (!theirs) return null;
        // Typing went on while the answer was on its way.
        const merged = mergeTexts(theirs.base ?? base.markdown, latest.current, theirs.markdown);
        for (const heading of merged.taken) taken.add(heading);
        [ifMatch, markdown, by] = [theirs.version, merged.text, theirs.by];
        setBase({ version: theirs.version, markdown: theirs.markdown });
        setText(merged.text);
        if (merged.conflicts.length > 0) {
          const rows = merged.conflicts.map(({ key, ...sides }) => ({ path: [key], ...sides }));
          setConflict({ by, at: theirs.at, rows, taken: [...taken] });
          return null;
        }
        if (merged.text === theirs.markdown) return null;
      }
    }
    return null;
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
    settle(choice, row) {
      if (!conflict) return;
      const settled = row ? [row] : conflict.rows;
      const chosen = settled.filter(({ mine }) => choice === 'theirs' || mine === null);
      setText(
        chosen.reduce(
          (whole, { path: [key], ...sides }) => withSection(whole, String(key), String(sides[choice] ?? '')),
          text,
        ),
      );
      const rows = conflict.rows.filter((each) => !settled.includes(each));
      setConflict(rows.length > 0 ? { ...conflict, rows } : null);
    },
    surface,
    replace(start, end, words) {
      change(text.slice(0, start) + words + text.slice(end));
    },
    insertLines(lines, sectionKey) {
      const at = surface.current?.insertionPoint() ?? endOfSection(text, sectionKey);
      change(withListLines(text, at, lines));
    },
  };
}

/** The saved text that this one was written from. */
type Base = { version: number; markdown: string | null };

/** Behind the last words of the section; of the text where it has no such section. */
function endOfSection(text: string, key: string): number {
  const sections = sectionsOf(text, 2);
  const found = sections.findIndex((section) => section.key === key);
  const upTo = sections.slice(0, found + 1).map((section) => section.text);
  return (found === -1 ? text : upTo.join('')).trimEnd().length;
}

type Theirs = { version: number; markdown: string; by: string; at: string; base: string | null };

/** What somebody else wrote meanwhile, and the text that both came from. */
function theirsOf(error: unknown): Theirs | null {
  if (!(error instanceof ApiProblem) || error.code !== 'version_mismatch') return null;
  const { current, base } = error.extension as {
    current?: { version: number; markdown: string; writtenBy: { name: string }; writtenAt: string };
    base?: { markdown: string } | null;
  };
  if (!current) return null;
  const { version, markdown, writtenBy, writtenAt } = current;
  return { version, markdown, by: writtenBy.name, at: writtenAt, base: base?.markdown ?? null };
}
