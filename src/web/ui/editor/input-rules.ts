import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import type { MarkType } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import { schema } from './schema.ts';

const { nodes, marks } = schema;

/** Words between signs of Markdown become bold and the like as the last sign is typed. */
function markRule(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const words = match[1]!;
    // The last sign is not in the text yet.
    const from = start + (match[0].length - words.length) / 2;
    const { parent } = state.doc.resolve(start);
    if (parent.type.spec.code || !parent.type.allowsMarkType(type)) return null;
    const { tr } = state;
    tr.delete(from + words.length, end).delete(start, from);
    return tr.addMark(start, start + words.length, type.create()).removeStoredMark(type);
  });
}

const rule = new InputRule(/^---$/, (state, _match, start, end) => {
  const $start = state.doc.resolve(start);
  if ($start.parent.type !== nodes.paragraph || $start.depth !== 1) return null;
  const tr = state.tr.replaceWith($start.before(), state.doc.resolve(end).after(), [
    nodes.horizontal_rule!.create(),
    nodes.paragraph!.create(),
  ]);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1)));
});

/** `[ ] ` at the start of an item gives it a box; elsewhere it begins a check list. */
const box = new InputRule(/^\[([ xX]?)\]\s$/, (state, match, start, end) => {
  const $start = state.doc.resolve(start);
  const isDone = match[1]!.toLowerCase() === 'x';
  const { tr } = state;
  tr.delete(start, end);
  if ($start.depth > 1 && $start.node(-1).type === nodes.list_item) {
    return tr.setNodeMarkup($start.before(-1), null, { isDone });
  }
  const range = tr.doc.resolve(start).blockRange();
  return range && tr.wrap(range, [{ type: nodes.bullet_list! }, { type: nodes.list_item!, attrs: { isDone } }]);
});

/** Markdown as it is typed: `## `, `- `, `1. `, `[ ] `, `> `, ``` and `**bold**`. */
export const typedMarkdown = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading!, ([, signs]) => ({ level: signs!.length })),
    textblockTypeInputRule(/^```$/, nodes.code_block!),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote!),
    wrappingInputRule(/^\s*[-+*]\s$/, nodes.bullet_list!),
    wrappingInputRule(
      /^(\d{1,9})[.)]\s$/,
      nodes.ordered_list!,
      ([, order]) => ({ order: Number(order) }),
      ([, order], before) => before.childCount + Number(before.attrs.order) === Number(order),
    ),
    box,
    rule,
    markRule(/(?<![*\w])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong!),
    markRule(/(?<![*\w])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em!),
    markRule(/(?<!~)~~([^~\s](?:[^~]*[^~\s])?)~~$/, marks.strike!),
    markRule(/(?<!`)`([^`]+)`$/, marks.code!),
  ],
});
