/** Places within a text that somebody else fills: below the heading of a section, and behind the section. */
export type SlotKind = 'below' | 'behind';
