import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PromptFacts, promptsFor } from './prompts.ts';
import { checklistOf, protocolSwitch } from './protocol.ts';
import { defaultProtocols } from './protocol-defaults.ts';
import { missingRoles } from './roles.ts';

const minute = 60_000;
const now = 1_800_000_000_000;
const calm: PromptFacts = {
  lifecycle: 'active',
  holdings: [{ personId: 1, role: 'commander' }],
  publicUpdateDueAt: now + minute,
  tasks: [{ id: 1, title: 'Roll back', ownerPersonId: 2, done: false }],
  severityChangeCount: 2,
  directReportCount: 8,
  commanderSince: now - 60 * minute,
};
const keys = (changes: Partial<PromptFacts>) => promptsFor({ ...calm, ...changes }, now).map((prompt) => prompt.key);

describe('prompts in the room', () => {
  it('stay silent while all is well, and when it is over', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ lifecycle: 'resolved', severityChangeCount: 9 })).toEqual([]);
  });

  it.each<[string, Partial<PromptFacts>]>([
    [
      'commander-resolves',
      {
        holdings: [
          { personId: 1, role: 'commander' },
          { personId: 1, role: 'resolver' },
        ],
      },
    ],
    [
      'commander-doubles',
      {
        holdings: [
          { personId: 1, role: 'commander' },
          { personId: 1, role: 'scribe' },
        ],
      },
    ],
    ['public-silence', { publicUpdateDueAt: now - 31 * minute }],
    ['task-without-owner', { tasks: [{ id: 1, title: 'Roll back', ownerPersonId: null, done: false }] }],
    ['severity-changes', { severityChangeCount: 3 }],
    ['wide-span', { directReportCount: 9 }],
    ['tired-commander', { commanderSince: now - 240 * minute }],
  ])('say %s when its cause is there', (key, changes) => {
    expect(keys(changes)).toEqual([key]);
  });

  it('ignore ownerless tasks that are done', () => {
    expect(keys({ tasks: [{ id: 1, title: 'Roll back', ownerPersonId: null, done: true }] })).toEqual([]);
  });
});

describe('roles and checklists', () => {
  it('name the roles nobody holds', () => {
    expect(missingRoles(['commander', 'scribe'], calm.holdings)).toEqual(['scribe']);
  });

  it('mark checklist items done, late or open, in the order of the phases', () => {
    const protocol = defaultProtocols.find(({ id }) => id === 'war-room')!;
    const items = checklistOf(protocol, [{ itemId: 'title', tickedAt: now, item: null }], now, now + 6 * minute);
    expect(items.slice(0, 3).map((item) => [item.id, item.state])).toEqual([
      ['title', 'done'],
      ['command', 'late'],
      ['roles', 'open'],
    ]);
  });

  it('keep what was ticked as it read then, also where the protocol no longer has it', () => {
    const [first] = defaultProtocols.find(({ id }) => id === 'war-room')!.items;
    const protocol = { id: 'p', name: 'P', items: [{ ...first!, text: 'As it reads now' }] };
    const said = { phase: first!.phase, by: first!.by };
    const ticks = [
      { itemId: 'title', tickedAt: now, item: { ...said, text: 'As it read' } },
      { itemId: 'gone', tickedAt: now, item: { ...said, text: 'What nobody asks for any more' } },
    ];
    const texts = (given: typeof ticks) =>
      checklistOf(protocol, given, now, now).map(({ text, state }) => [text, state]);
    expect(texts(ticks)).toEqual([
      ['As it read', 'done'],
      ['What nobody asks for any more', 'done'],
    ]);
    expect(texts([])).toEqual([['As it reads now', 'open']]);
  });

  it('switch with every tick kept, and say all that is new or no longer asked for', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
    fc.assert(
      fc.property(ids, ids, ids, (before, after, ticked) => {
        const item = (id: string) => ({ ...defaultProtocols[0]!.items[0]!, id, text: id });
        const rows = (shown: string[]) => {
          const ticks = ticked.map((itemId) => ({ itemId, tickedAt: now, item: item(itemId) }));
          return checklistOf({ id: 'p', name: 'P', items: shown.map(item) }, ticks, now, now);
        };
        const { kept, added, dropped } = protocolSwitch(rows(before), rows(after), ticked);
        const open = (shown: string[]) => rows(shown).flatMap(({ id, state }) => (state === 'open' ? [id] : []));
        expect([...kept].sort()).toEqual([...ticked].sort());
        const left = open(before).filter((id) => !dropped.includes(id));
        expect([...left, ...added].sort()).toEqual(open(after).sort());
      }),
    );
  });

  it('use every item id once in its protocol', () => {
    for (const protocol of defaultProtocols) {
      const ids = protocol.items.map((item) => item.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
