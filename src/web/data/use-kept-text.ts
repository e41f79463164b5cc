import { useCallback, useEffect, useRef, useState } from 'react';
import { useUnsaved } from '../ui/form/unsaved.ts';
import { keptDrafts } from './kept-drafts.ts';
import { usePerson } from './session.ts';
import { typedSince } from './typed-since.ts';

export type KeptText = {
  /** Null while nothing is typed. */
  text: string | null;
  change: (text: string | null) => void;
  /** After it was saved, or discarded: nothing is left here, but for what was typed after `saved` was sent. */
  clear: (saved?: string) => void;
  /** When the text was typed that was found here; null when nothing was found. */
  restoredAt: string | null;
};

const pauseMs = 400;

/**
 * A text field whose text outlives the page: kept in this browser while it is not saved, and back when its page is
 * opened again. Where the browser keeps nothing, leaving asks.
 */
export function useKeptText(thing: string): KeptText {
  const personId = usePerson()?.id ?? 0;
  const [restored] = useState(() => keptDrafts().read(personId, thing));
  const [restoredAt, setRestoredAt] = useState(restored?.at ?? null);
  const [text, setText] = useState(restored?.text ?? null);
  const keeping = useKeepDraft(thing, text);
  const change = (next: string | null) => {
    setText(next);
    setRestoredAt(null);
  };
  const clear = useCallback(
    (saved?: string) => {
      keptDrafts().drop(personId, thing);
      setText((typed) => (saved === undefined ? null : typedSince(saved, typed)));
      setRestoredAt(null);
    },
    [personId, thing],
  );
  useUnsaved(!keeping);
  return { text, change, clear, restoredAt };
}

/** Keeps `text` while it is not null, a moment after the last key and at the latest when the page is left. */
export function useKeepDraft(thing: string, text: string | null, version?: number): boolean {
  const personId = usePerson()?.id ?? 0;
  const [isKept, setKept] = useState(true);
  const latest = useRef({ text, version });
  latest.current = { text, version };
  const stored = useRef(text);
  const store = useCallback(() => {
    const { text, version } = latest.current;
    if (stored.current === text) return;
    stored.current = text;
    if (text === null) keptDrafts().drop(personId, thing);
    else setKept(keptDrafts().keep(personId, thing, { text, at: new Date().toISOString(), version }));
  }, [personId, thing]);
  useEffect(() => {
    const timer = setTimeout(store, text === null ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [store, text]);
  useEffect(() => {
    // Another tab keeps its own text of the same thing in that place, or has emptied it: this one is not kept any more.
    const onStorage = () => {
      const { text } = latest.current;
      if (text === null || text !== stored.current) return;
      setKept(keptDrafts().read(personId, thing)?.text === text);
    };
    addEventListener('pagehide', store);
    addEventListener('storage', onStorage);
    return () => {
      removeEventListener('pagehide', store);
      removeEventListener('storage', onStorage);
      store();
    };
  }, [store, personId, thing]);
  return isKept || text === null;
}
