import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSteps, progressOf, staleReasons } from './runbooks.ts';

const runbook = `# Database full
Some words.
- [ ] Look at the disk
  1. [x] On the primary
  2. [ ] On the replica
- a plain item
\`\`\`sh
- [ ] not a step
\`\`\`
## Afterwards
* [ ] Look at the disk
+ [ ] Free space {#free-space}
- [] no step
-[ ] no step
`;

describe('the steps of a runbook', () => {
  it('are its checkboxes, with section and depth, without code', () => {
    expect(parseSteps(runbook).map(({ text, section, depth, line }) => [text, section, depth, line])).toEqual([
      ['Look at the disk', 'Database full', 0, 2],
      ['On the primary', 'Database full', 1, 3],
      ['On the replica', 'Database full', 1, 4],
      ['Look at the disk', 'Afterwards', 0, 10],
      ['Free space', 'Afterwards', 0, 11],
    ]);
  });

  it('keep their id when they move, when others come and go, and when only punctuation changes', () => {
    const idOf = (markdown: string, text: string) =>
      parseSteps(markdown).find((step) => step.text.startsWith(text))?.id;
    const id = idOf('- [ ] Restart the worker', 'Restart');
    expect(idOf('- [ ] First\n\n## New\n    - [x] Restart the worker!', 'Restart')).toBe(id);
    expect(idOf('- [ ] Restart the node', 'Restart')).not.toBe(id);
    expect(parseSteps(runbook).at(-1)?.id).toBe('free-space');
  });

  it('never share an id, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 }), (texts) => {
        const ids = parseSteps(texts.map((text) => `- [ ] ${text}`).join('\n')).map((step) => step.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('tell how far a run has come', () => {
    const steps = parseSteps(runbook);
    expect(progressOf(steps, [steps[0]!.id, 'gone'])).toEqual({ stepCount: 5, doneCount: 1, nextStepId: steps[1]!.id });
    expect(
      progressOf(
        steps,
        steps.map((step) => step.id),
      ).nextStepId,
    ).toBeNull();
  });
});

describe('a runbook', () => {
  const day = 86_400_000;
  const now = 1_800_000_000_000;
  const fresh = {
    ownerTeamId: 't',
    updatedAt: now - 180 * day,
    reviewedAt: null,
    lastUsedAt: null,
    reportedWrongAt: null,
    stepCount: 3,
  };

  it('is stale after 180 days untouched, and fresh again after use or review', () => {
    expect(staleReasons(fresh, now)).toEqual([]);
    expect(staleReasons(fresh, now + 1)).toEqual(['old']);
    expect(staleReasons({ ...fresh, lastUsedAt: now }, now + 1)).toEqual([]);
    expect(staleReasons({ ...fresh, reviewedAt: now }, now + 1)).toEqual([]);
  });

  it('is stale when reported wrong until somebody corrects or confirms it', () => {
    expect(staleReasons({ ...fresh, reportedWrongAt: now - day }, now)).toEqual(['reported-wrong']);
    expect(staleReasons({ ...fresh, reportedWrongAt: now - day, updatedAt: now }, now)).toEqual([]);
    expect(staleReasons({ ...fresh, reportedWrongAt: now - day, lastUsedAt: now }, now)).toEqual(['reported-wrong']);
  });

  it('is stale without an owner or without steps', () => {
    expect(staleReasons({ ...fresh, ownerTeamId: null, stepCount: 0 }, now)).toEqual(['no-owner', 'no-steps']);
  });
});
