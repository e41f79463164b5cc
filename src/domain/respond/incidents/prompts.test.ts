import { describe, expect, it } from 'vitest';
import { type PromptFacts, promptsFor } from './prompts.ts';
import { checklistOf, protocolById } from './protocol.ts';
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
    const protocol = protocolById(defaultProtocols, 'war-room')!;
    const items = checklistOf(protocol, [{ itemId: 'title', tickedAt: now }], now, now + 6 * minute);
    expect(items.slice(0, 3).map((item) => [item.id, item.state])).toEqual([
      ['title', 'done'],
      ['command', 'late'],
      ['roles', 'open'],
    ]);
  });

  it('use every item id once in its protocol', () => {
    for (const protocol of defaultProtocols) {
      const ids = protocol.items.map((item) => item.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
