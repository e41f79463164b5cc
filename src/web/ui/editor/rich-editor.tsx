import type { EditorState } from 'prosemirror-state';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import {
  Fragment,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import prose from '../text/markdown.module.css';
import { createBlocks } from './blocks.ts';
import { createView, showDocument } from './create-view.ts';
import { rangeOf, sectionPlaces } from './places.ts';
import styles from './rich-editor.module.css';
import type { SlotKind } from './slot-kind.ts';
import { flagKey, flagPlugin, type Slots, slotName, slotPlugin } from './slots.ts';
import type { TextSurface } from './text-surface.ts';
import { Toolbar } from './toolbar.tsx';

export type RichEditorProps = {
  label: string;
  value: string;
  change: (text: string) => void;
  surface: RefObject<TextSurface | null>;
  /** Stretches of the value that are marked, by offsets. */
  flags?: readonly { start: number; end: number }[];
  /** What stands below the heading of a section, and behind the section. */
  slot?: (kind: SlotKind, sectionKey: string) => ReactNode;
  /** The section that the cursor is in; null when the editor is left. */
  sectionChanged?: (key: string | null) => void;
};

/** A text in Markdown, written as it looks. What is not touched stays as it was, byte for byte. */
export function RichEditor(props: RichEditorProps) {
  const { label, value, change, surface, flags, slot, sectionChanged } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const written = useRef(value);
  const [blocks] = useState(createBlocks);
  const [state, setState] = useState<EditorState | null>(null);
  const [slots, setSlots] = useState<Slots>(new Map());

  const changed = useEffectEvent((next: EditorState, isText: boolean) => {
    setState(next);
    if (isText) {
      const text = blocks.write(next.doc);
      if (text !== written.current) {
        written.current = text;
        change(text);
      }
    }
    tellSection(next);
  });
  const tellSection = useEffectEvent((next: EditorState | null) => {
    if (!next) return sectionChanged?.(null);
    const { from } = next.selection;
    const found = sectionPlaces(next.doc, blocks.layout(next.doc)).findLast((one) => one.from < from);
    sectionChanged?.(found?.key ?? null);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is made once; what changes later is told to it below
  useEffect(() => {
    const made = createView({
      place: place.current!,
      document: blocks.read(value),
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'aria-describedby': 'editor-keys',
        class: styles.text!,
      },
      plugins: [
        slotPlugin((document) => sectionPlaces(document, blocks.layout(document)), setSlots),
        flagPlugin(styles.flag!),
      ],
      changed,
    });
    view.current = made;
    setState(made.state);
    const left = (event: FocusEvent) => {
      if (!made.dom.contains(event.relatedTarget as globalThis.Node | null)) tellSection(null);
    };
    made.dom.addEventListener('focusout', left);
    return () => {
      made.destroy();
      tellSection(null);
    };
  }, [blocks]);

  // What others saved, or what was put into the text from beside it.
  useEffect(() => {
    if (!view.current || value === written.current) return;
    written.current = value;
    showDocument(view.current, blocks.read(value));
  }, [blocks, value]);

  useEffect(() => {
    if (!view.current || !flags) return;
    const { doc, tr } = view.current.state;
    const layout = blocks.layout(doc);
    const found = flags.flatMap(({ start, end }) => rangeOf(doc, layout, start, end) ?? []);
    view.current.dispatch(tr.setMeta(flagKey, found));
  }, [blocks, flags]);

  useImperativeHandle(surface, () => ({
    show(start, end) {
      const shown = view.current;
      if (!shown) return;
      const range = rangeOf(shown.state.doc, blocks.layout(shown.state.doc), start, end);
      if (!range) return;
      const { tr, doc } = shown.state;
      shown.focus();
      shown.dispatch(tr.setSelection(TextSelection.between(doc.resolve(range.from), doc.resolve(range.to))));
      const { node } = shown.domAtPos(range.from);
      (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
    },
    insertionPoint() {
      const { doc, selection } = view.current!.state;
      const { text, starts } = blocks.layout(doc);
      const blockEnd = starts[selection.$to.index(0) + 1] ?? text.length;
      return text.slice(0, blockEnd).trimEnd().length;
    },
  }));

  const names = [...slots.keys()];
  return (
    <div className={styles.editor}>
      {state && view.current && <Toolbar state={state} view={view.current} />}
      <div className={prose.prose} ref={place} />
      <p id="editor-keys" className="visually-hidden">
        Markdown signs such as ## and - work as you type. Press Escape, then Tab to leave the text.
      </p>
      {slot &&
        names.map((name) => {
          const kind = name.slice(0, name.indexOf('/')) as SlotKind;
          const key = name.slice(kind.length + 1);
          return <Fragment key={slotName(kind, key)}>{createPortal(slot(kind, key), slots.get(name)!)}</Fragment>;
        })}
    </div>
  );
}
