import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { type Command, Plugin } from 'prosemirror-state';
import { goToNextCell, isInTable } from 'prosemirror-tables';
import { addBreak, headingToWords, toggle, toggleList, toggleQuote, turnInto } from './commands.ts';
import { schema } from './schema.ts';

const item = schema.nodes.list_item!;

/** A new item of a check list is open, whatever the one before it is. */
const newItem: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const isChecked = $from.depth > 1 && $from.node(-1).type === item && $from.node(-1).attrs.isDone !== null;
  return splitListItem(item, isChecked ? { isDone: false } : undefined)(state, dispatch);
};

/** In a table, lines cannot be broken: Enter goes on to the next cell. */
const nextCell: Command = (state, dispatch) => isInTable(state) && (goToNextCell(1)(state, dispatch) || true);

/** Escape, then Tab leaves the editor: otherwise Tab means lists and tables. */
function leavingByTab(): Plugin {
  let isLeaving = false;
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown(_view, event) {
          if (event.key === 'Escape') isLeaving = true;
          else if (event.key !== 'Tab' && event.key !== 'Shift') isLeaving = false;
          // Handled, without being prevented: the browser moves on.
          return isLeaving && event.key === 'Tab';
        },
        blur() {
          isLeaving = false;
          return false;
        },
      },
    },
  });
}

export const keys = () => [
  leavingByTab(),
  keymap({
    'Mod-b': toggle('strong'),
    'Mod-i': toggle('em'),
    'Mod-e': toggle('code'),
    'Mod-Shift-x': toggle('strike'),
    'Mod-Alt-0': turnInto('paragraph'),
    'Mod-Alt-2': turnInto('heading2'),
    'Mod-Alt-3': turnInto('heading3'),
    'Mod-Shift-7': toggleList('ordered'),
    'Mod-Shift-8': toggleList('bullet'),
    'Mod-Shift-9': toggleList('check'),
    'Mod-Shift-.': toggleQuote,
    'Mod-z': undo,
    'Mod-Shift-z': redo,
    'Mod-y': redo,
    Tab: chainCommands(goToNextCell(1), sinkListItem(item)),
    'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(item)),
    Enter: chainCommands(nextCell, newItem),
    'Shift-Enter': addBreak,
    Backspace: chainCommands(undoInputRule, headingToWords),
  }),
  keymap(baseKeymap),
];
