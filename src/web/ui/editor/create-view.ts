import { gapCursor } from 'prosemirror-gapcursor';
import { history } from 'prosemirror-history';
import { Fragment, type Node, Slice } from 'prosemirror-model';
import { EditorState, type Plugin } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { EditorView } from 'prosemirror-view';
import { createBlocks } from './blocks.ts';
import { typedMarkdown } from './input-rules.ts';
import { keys } from './keys.ts';
import { listItemView } from './list-item-view.ts';
import { isSameBlock } from './write-markdown.ts';

export type ViewOptions = {
  place: HTMLElement;
  document: Node;
  attributes: Record<string, string>;
  plugins: Plugin[];
  /** After every change of the text or the selection. */
  changed: (state: EditorState, isText: boolean) => void;
};

/** The rich editor without its frame. What is pasted as plain text is read as Markdown, and copied as Markdown too. */
export function createView({ place, document, attributes, plugins, changed }: ViewOptions): EditorView {
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({
      doc: document,
      plugins: [typedMarkdown, ...keys(), history(), gapCursor(), tableEditing(), ...plugins],
    }),
    attributes,
    nodeViews: { list_item: listItemView },
    scrollMargin: { top: 140, bottom: 80, left: 0, right: 0 },
    scrollThreshold: { top: 140, bottom: 80, left: 0, right: 0 },
    clipboardTextParser: (text) => Slice.maxOpen(Fragment.from(createBlocks().read(text.trim()).content)),
    clipboardTextSerializer: ({ content, openStart }) =>
      openStart > 0 && content.childCount === 1 ? content.textBetween(0, content.size, '\n') : written(content),
    dispatchTransaction(tr) {
      const state = view.state.apply(tr);
      view.updateState(state);
      changed(state, tr.docChanged);
    },
  });
  return view;
}

function written(content: Fragment): string {
  const { doc } = content.firstChild!.type.schema.nodes;
  const blocks = content.firstChild!.isBlock ? doc!.createAndFill(null, content) : null;
  return blocks ? createBlocks().write(blocks).trimEnd() : content.textBetween(0, content.size, '\n');
}

/** What was written here stays, cursor and all, when it comes back from the text that was made of it. */
const isShown = (block: Node, next: Node) =>
  isSameBlock(block, next) && (block.attrs.source === null || block.attrs.source === next.attrs.source);

/** Replaces only the blocks that differ, so that the cursor stays where it is. */
export function showDocument(view: EditorView, next: Node): void {
  const before = view.state.doc;
  const shorter = Math.min(before.childCount, next.childCount);
  let start = 0;
  while (start < shorter && isShown(before.child(start), next.child(start))) start++;
  let end = 0;
  const fromEnd = (document: Node) => document.child(document.childCount - 1 - end);
  while (end < shorter - start && isShown(fromEnd(before), fromEnd(next))) end++;
  const offsetOf = (document: Node, index: number) => {
    let offset = 0;
    for (let at = 0; at < index; at++) offset += document.child(at).nodeSize;
    return offset;
  };
  const [from, to] = [offsetOf(before, start), offsetOf(before, before.childCount - end)];
  const inserted = next.slice(offsetOf(next, start), offsetOf(next, next.childCount - end)).content;
  if (from === to && inserted.size === 0) return;
  view.dispatch(view.state.tr.replaceWith(from, to, inserted));
}
