import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import type { Node, NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { type Command, type EditorState, NodeSelection, TextSelection } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { schema } from './schema.ts';

const { nodes, marks } = schema;

export type MarkName = 'strong' | 'em' | 'strike' | 'code';
export type BlockName = 'paragraph' | 'heading2' | 'heading3' | 'heading4' | 'code_block';
export type ListName = 'bullet' | 'ordered' | 'check';

export function hasMark({ selection, storedMarks, doc }: EditorState, name: string): boolean {
  const type = marks[name]!;
  const { from, $from, to, empty } = selection;
  return empty ? type.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, type);
}

export const toggle = (name: MarkName): Command => toggleMark(marks[name]!);

/** The kind of the block that the cursor is in. */
export function blockName({ selection: { $from } }: EditorState): BlockName {
  const { type, attrs } = $from.parent;
  if (type === nodes.heading) return `heading${Math.min(4, Math.max(2, Number(attrs.level)))}` as BlockName;
  return type.spec.code ? 'code_block' : 'paragraph';
}

export function turnInto(name: BlockName): Command {
  const level = /^heading(\d)$/.exec(name)?.[1];
  return level ? setBlockType(nodes.heading!, { level: Number(level) }) : setBlockType(nodes[name]!);
}

/** The innermost one around the cursor of these kinds. */
function around(state: EditorState, isWanted: (type: NodeType) => boolean): { node: Node; position: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (isWanted($from.node(depth).type)) return { node: $from.node(depth), position: $from.before(depth) };
  }
  return null;
}

const isList = (type: NodeType) => type === nodes.bullet_list || type === nodes.ordered_list;

export function listName(state: EditorState): ListName | null {
  const list = around(state, isList);
  if (!list) return null;
  if (list.node.type === nodes.ordered_list) return 'ordered';
  return around(state, (type) => type === nodes.list_item)?.node.attrs.isDone === null ? 'bullet' : 'check';
}

/** Makes a list of this kind; the list around the cursor is turned into it, or ends where it is one already. */
export function toggleList(name: ListName): Command {
  return (state, dispatch, view) => {
    const current = listName(state);
    if (current === name) return liftListItem(nodes.list_item!)(state, dispatch);
    const type = name === 'ordered' ? nodes.ordered_list! : nodes.bullet_list!;
    const isDone = name === 'check' ? false : null;
    const list = around(state, isList);
    if (!list) {
      if (!wrapInList(type)(state)) return false;
      if (!dispatch) return true;
      wrapInList(type)(state, (tr) => {
        dispatch(tr);
        if (isDone !== null && view) toggleList('check')(view.state, dispatch, view);
      });
      return true;
    }
    if (!dispatch) return true;
    const { tr } = state;
    tr.setNodeMarkup(list.position, type, { ...list.node.attrs, ...(name === 'ordered' && { order: 1 }) });
    list.node.forEach((item, offset) => {
      if ((item.attrs.isDone === null) !== (isDone === null))
        tr.setNodeMarkup(list.position + 1 + offset, null, { isDone });
    });
    dispatch(tr);
    return true;
  };
}

export const isQuoted = (state: EditorState) => around(state, (type) => type === nodes.blockquote) !== null;

export const toggleQuote: Command = (state, dispatch) =>
  isQuoted(state) ? lift(state, dispatch) : wrapIn(nodes.blockquote!)(state, dispatch);

export const addBreak: Command = (state, dispatch) => {
  if (isInTable(state) || !state.selection.$from.parent.inlineContent) return false;
  if (state.selection.$from.parent.type !== nodes.paragraph) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create()).scrollIntoView());
  return true;
};

/** A table with two columns and a row below its head, behind the block of the cursor. */
export const addTable: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (isInTable(state) || $from.depth < 1) return false;
  const cell = (type: NodeType) => type.create(null, nodes.paragraph!.create());
  const row = (type: NodeType) => nodes.table_row!.create(null, [cell(type), cell(type)]);
  const table = nodes.table!.create(null, [row(nodes.table_header!), row(nodes.table_cell!)]);
  const block = $from.node(1);
  const isEmpty = block.type === nodes.paragraph && block.content.size === 0;
  const start = isEmpty ? $from.before(1) : $from.after(1);
  const tr = state.tr.replaceWith(start, isEmpty ? $from.after(1) : start, table);
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(start + 3))).scrollIntoView());
  return true;
};

/** A heading that is taken back to words by Backspace at its start. */
export const headingToWords: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection;
  if ($cursor?.parentOffset !== 0 || $cursor.parent.type !== nodes.heading) return false;
  return setBlockType(nodes.paragraph!)(state, dispatch);
};

/** The address of the link at the cursor or in the selection; null where there is none. */
export function linkAddress({ doc, selection }: EditorState): string | null {
  const { from, to, $from, empty } = selection;
  let found: string | null = null;
  const look = (node: Node) => {
    const link = marks.link!.isInSet(node.marks);
    if (link && found === null) found = String(link.attrs.address);
  };
  if (!empty) doc.nodesBetween(from, to, look);
  else for (const beside of [$from.nodeBefore, $from.nodeAfter]) if (beside) look(beside);
  return found;
}

/** Links the selected words, or changes the link at the cursor; '' takes it away. Without words the address is one. */
export function setLink(address: string): Command {
  return (state, dispatch) => {
    const { tr, selection } = state;
    let { from, to } = selection;
    if (selection instanceof NodeSelection) return false;
    if (selection.empty) [from, to] = linkRange(state) ?? [from, to];
    if (from === to && address !== '') {
      tr.insertText(address, from);
      to = from + address.length;
    }
    tr.removeMark(from, to, marks.link!);
    if (address !== '') tr.addMark(from, to, marks.link!.create({ address }));
    dispatch?.(tr.removeStoredMark(marks.link!).scrollIntoView());
    return true;
  };
}

function linkRange({ selection: { $from } }: EditorState): [number, number] | null {
  const { parent } = $from;
  const address = (node: Node | null | undefined) => node && marks.link!.isInSet(node.marks);
  const mark = address($from.nodeAfter) ?? address($from.nodeBefore);
  if (!mark) return null;
  let range: [number, number] | null = null;
  parent.forEach((child, offset) => {
    const [from, to] = [$from.start() + offset, $from.start() + offset + child.nodeSize];
    if (!mark.isInSet(child.marks) || to < $from.pos || (from > $from.pos && range === null)) return;
    range = [range?.[0] ?? from, to];
  });
  return range;
}
