import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { SectionPlace } from './places.ts';
import type { SlotKind } from './slot-kind.ts';

export type Slots = Map<string, HTMLElement>;

export const slotName = (kind: SlotKind, key: string) => `${kind}/${key}`;

/** Keeps an element for each slot, the same one as long as its section is there. */
export function slotPlugin(placesOf: (document: Node) => SectionPlace[], changed: (slots: Slots) => void): Plugin {
  let slots: Slots = new Map();

  function decorate(document: Node): DecorationSet {
    const next: Slots = new Map();
    const decorations = placesOf(document).flatMap(({ key, headingEnd, end }) =>
      (['below', 'behind'] as const).map((kind, side) => {
        const name = slotName(kind, key);
        const element = slots.get(name) ?? slotElement(kind);
        next.set(name, element);
        return Decoration.widget(kind === 'below' ? headingEnd : end, element, {
          key: name,
          side: side - 2,
          stopEvent: () => true,
          ignoreSelection: true,
        });
      }),
    );
    const isSame = next.size === slots.size && [...next.keys()].every((name) => slots.has(name));
    slots = next;
    if (!isSame) changed(slots);
    return DecorationSet.create(document, decorations);
  }

  const plugin: Plugin<DecorationSet> = new Plugin({
    state: {
      init: (_config, { doc }) => decorate(doc),
      apply: (tr, set) => (tr.docChanged ? decorate(tr.doc) : set),
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
}

function slotElement(kind: SlotKind): HTMLElement {
  const element = document.createElement('div');
  element.contentEditable = 'false';
  element.dataset.slot = kind;
  return element;
}

export type Flag = { from: number; to: number };
export const flagKey = new PluginKey<DecorationSet>('flags');

/** Words that are marked in the text; a transaction with a list of flags under `flagKey` replaces them. */
export function flagPlugin(className: string): Plugin {
  return new Plugin<DecorationSet>({
    key: flagKey,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const flags = tr.getMeta(flagKey) as Flag[] | undefined;
        if (!flags) return set.map(tr.mapping, tr.doc);
        return DecorationSet.create(
          tr.doc,
          flags.map(({ from, to }) => Decoration.inline(from, to, { class: className })),
        );
      },
    },
    props: { decorations: (state) => flagKey.getState(state) },
  });
}
