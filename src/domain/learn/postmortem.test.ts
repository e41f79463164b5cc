import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { ruleOf } from '../respond/incidents/severities.ts';
import { defaultSeverities } from '../respond/incidents/severity-defaults.ts';
import { proposedDueAt } from './action-items.ts';
import { defaultContributingFactors } from './contributing-factors.ts';
import { endOfDayAfter } from './deadlines.ts';
import { plainMarkdown } from './markdown-text.ts';
import { type Completeness, decideMove, demandOf, missingFields, postmortemDueAt } from './postmortem.ts';
import { type DraftFacts, draftPostmortem } from './postmortem-draft.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const rule = (severity: 1 | 2 | 3 | 4 | 5) => ruleOf(defaultSeverities, severity);
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

describe('deadlines', () => {
  it('end with a local day: three calendar days for SEV1', () => {
    expect(iso(postmortemDueAt(rule(1), true, at('2026-03-27T22:30'), 'UTC'))).toBe('2026-03-30T23:59:59.999Z');
  });

  it('skip weekends and holidays: five business days for SEV2', () => {
    const friday = at('2026-04-03T10:00');
    expect(iso(postmortemDueAt(rule(2), true, friday, 'UTC'))).toBe('2026-04-10T23:59:59.999Z');
    expect(iso(postmortemDueAt(rule(2), true, friday, 'UTC', ['2026-04-06']))).toBe('2026-04-13T23:59:59.999Z');
  });

  it('know that it is already tomorrow elsewhere, and that clocks change', () => {
    const late = at('2026-03-27T22:30');
    expect(iso(endOfDayAfter(late, 3, 'calendar', 'Asia/Tokyo'))).toBe('2026-03-31T14:59:59.999Z');
    expect(iso(endOfDayAfter(late, 2, 'calendar', 'Europe/Berlin'))).toBe('2026-03-29T21:59:59.999Z');
  });

  it('do not exist where none is required', () => {
    expect(postmortemDueAt(rule(4), false, at('2026-03-27T22:30'), 'UTC')).toBeNull();
  });
});

describe('whether a postmortem is asked for', () => {
  const facts = {
    kind: 'real',
    durationMinutes: 30,
    isRecurrence: false,
    foundByCustomer: false,
    requested: false,
  } as const;

  it('follows the severity', () => {
    const answers = ([1, 2, 3, 4, 5] as const).map((severity) => demandOf({ rule: rule(severity), ...facts }));
    expect(answers.map(({ required, form }) => [required, form])).toEqual([
      [true, 'full'],
      [true, 'full'],
      [true, 'light'],
      [false, 'light'],
      [false, null],
    ]);
  });

  it('becomes a full one when it came back, took long or customers found it', () => {
    for (const change of [
      { isRecurrence: true },
      { durationMinutes: 241 },
      { foundByCustomer: true },
      { requested: true },
    ]) {
      expect(demandOf({ rule: rule(3), ...facts, ...change })).toMatchObject({ required: true, form: 'full' });
    }
  });

  it('never is for drills, tests and imported incidents', () => {
    for (const kind of ['drill', 'test', 'imported'] as const) {
      expect(demandOf({ rule: rule(1), ...facts, kind }).required).toBe(false);
    }
  });
});

const hostile =
  '<script>alert(1)</script> [x](javascript:alert(1)) **b** `c` | {{ t }} \u202Eevil\n## Summary\nhttps://evil.example ![i](//e)';
const draftFacts: DraftFacts = {
  key: 'INC-7',
  title: hostile,
  severity: 2,
  severityHistory: [{ at: at('2026-03-02T09:20'), from: 3, to: 2, reason: hostile }],
  instants: {
    impactStartedAt: at('2026-03-02T09:00'),
    detectedAt: at('2026-03-02T09:05'),
    alertedAt: at('2026-03-02T09:06'),
    acknowledgedAt: at('2026-03-02T09:10'),
    declaredAt: at('2026-03-02T09:12'),
    commanderAssignedAt: null,
    firstPublicAt: null,
    mitigatedAt: at('2026-03-02T09:50'),
    resolvedAt: at('2026-03-02T10:08'),
    closedAt: null,
  },
  serviceNames: [hostile],
  detectedBy: 'machine',
  roleHoldings: [{ role: 'commander', personName: hostile }],
  timeline: [{ at: at('2026-03-02T09:30'), text: hostile, personName: hostile }],
  updates: [{ at: at('2026-03-02T09:15'), audience: 'public', text: hostile }],
  impactText: hostile,
  customersAffected: 1200,
  numbers: { alerts: 3, pages: 2, responders: 4, tasks: 5, publicUpdates: 1 },
  runbooks: [{ title: hostile, doneCount: 2, stepCount: 3 }],
  openTasks: [{ title: hostile, ownerName: null }],
  similar: [{ key: 'INC-3', title: hostile, reason: hostile, openActionItems: [hostile] }],
};

describe('the draft', () => {
  it('holds the facts, worked out', () => {
    const markdown = draftPostmortem('full', { ...draftFacts, title: 'Slow checkout' });
    expect(markdown).toContain('# Postmortem INC-7: Slow checkout');
    expect(markdown).toContain('(impact started → resolved): 1 h 08 min');
    expect(markdown).toContain('(alerted → acknowledged): 4 min');
    expect(markdown).toContain('SEV3 → SEV2 at 2026-03-02 09:20');
    expect(markdown).toMatch(/3 alerts, 2 pages, 4 responders, 5 tasks, 1 public update$/m);
    expect(markdown).toContain('About 1200 customers');
    expect(markdown.indexOf('2026-03-02 09:15 |')).toBeLessThan(markdown.indexOf('2026-03-02 09:30 |'));
  });

  it('shows times in the zone asked for', () => {
    expect(draftPostmortem('light', draftFacts, 'Asia/Tokyo')).toContain('2026-03-02 18:30');
  });

  it.each(['full', 'light', 'drill'] as const)('lets no hostile text act in the %s form', (form) => {
    const markdown = draftPostmortem(form, draftFacts);
    const html = new MarkdownIt({ html: true, linkify: true }).render(markdown);
    expect(html.replace(/<!--[\s\S]*?-->/g, '')).not.toMatch(/<script|<a |<img|<em|<code|<strong>b/);
    expect(html.match(/<h2/g)).toHaveLength(form === 'full' ? 10 : 5);
    expect(markdown).not.toMatch(/\u202e|\{\{ t/);
  });

  it('escapes any text so that it renders as itself', () => {
    const markdownIt = new MarkdownIt({ html: true, linkify: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '&',
            '*',
            '_',
            '`',
            '[',
            ']',
            '(',
            ')',
            '!',
            '#',
            '|',
            '~',
            '\\',
            'a',
            ' ',
            '1.',
            '-',
            '@',
            'www.',
            'http://',
          ),
        ),
        (parts) => {
          const text = parts.join('').replace(/\s+/g, ' ').trim();
          const html = markdownIt.render(`x ${plainMarkdown(text)}`);
          const seen = html
            .replace(/^<p>x ?|<\/p>\n$/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&amp;', '&');
          expect(seen.trim()).toBe(text);
        },
      ),
      { examples: [[['_', 'http://', 'http://']]] },
    );
  });

  it('cuts durations as every screen does, and says where an end is missing', () => {
    const instants = {
      ...draftFacts.instants,
      impactStartedAt: 0,
      mitigatedAt: 26 * 60_000 + 59_000,
      resolvedAt: null,
    };
    const markdown = draftPostmortem('full', { ...draftFacts, instants });
    expect(markdown).toContain('(impact started → mitigated): 26 min');
    expect(markdown).toContain('(impact started → resolved): unknown');
  });
});

describe('completing a postmortem', () => {
  const filled = (form: 'full' | 'light') =>
    draftPostmortem(form, { ...draftFacts, title: 'x' }).replace(/<!-- .* -->/g, 'Written.');
  const complete: Completeness = {
    form: 'full',
    markdown: filled('full'),
    ownerPersonId: 'p',
    factorCount: 1,
    actionItemCount: 1,
    noActionReason: null,
  };

  it('needs text in every required section, an owner, a factor and a decision on actions', () => {
    expect(missingFields(complete)).toEqual([]);
    const draft = draftPostmortem('full', { ...draftFacts, title: 'x' });
    const missing = missingFields({
      ...complete,
      markdown: draft,
      ownerPersonId: null,
      factorCount: 0,
      actionItemCount: 0,
    });
    expect(missing).toEqual([
      'No owner is assigned.',
      '“Summary” is empty.',
      '“What happened” is empty.',
      '“Contributing factors” is empty.',
      'No contributing factor is chosen.',
      'Add an action item, or explain why none is needed.',
    ]);
    expect(missingFields({ ...complete, markdown: draft })).not.toContain('“Contributing factors” is empty.');
    expect(missingFields({ ...complete, actionItemCount: 0, noActionReason: 'the part is retired' })).toEqual([]);
  });

  it('is not fooled by headings in code or by empty bullets', () => {
    const fooled = complete.markdown.replace('## Summary\n\nWritten.', '```\n## Summary\ntext\n```\n## Summary\n- \n');
    expect(missingFields({ ...complete, markdown: fooled })).toEqual(['“Summary” is empty.']);
  });

  it('asks less of the light form', () => {
    expect(
      missingFields({ ...complete, form: 'light', markdown: filled('light'), factorCount: 0, actionItemCount: 0 }),
    ).toEqual([]);
  });

  it('goes draft, in review, completed, and back with a reason', () => {
    expect(decideMove('draft', 'completed', complete, null).allowed).toBe(false);
    expect(decideMove('draft', 'in_review', { ...complete, markdown: '' }, null).allowed).toBe(true);
    expect(decideMove('in_review', 'completed', { ...complete, markdown: '' }, null).allowed).toBe(false);
    expect(decideMove('in_review', 'completed', complete, null).allowed).toBe(true);
    expect(decideMove('completed', 'in_review', complete, ' ').allowed).toBe(false);
    expect(decideMove('completed', 'in_review', complete, 'a new fact').allowed).toBe(true);
  });
});

describe('action items', () => {
  const now = at('2026-04-01T00:00');
  it('are due 15 days after a SEV1 and 30 after a SEV2', () => {
    expect(iso(proposedDueAt(rule(1), at('2026-03-02T12:00'), 'UTC'))).toBe('2026-03-17T23:59:59.999Z');
    expect(iso(proposedDueAt(rule(2), at('2026-03-02T12:00'), 'UTC'))).toBe('2026-04-01T23:59:59.999Z');
    expect(proposedDueAt(rule(5), now, 'UTC')).toBeNull();
  });
});

describe('contributing factors', () => {
  it('have unique keys', () => {
    expect(new Set(defaultContributingFactors.map((factor) => factor.key)).size).toBe(
      defaultContributingFactors.length,
    );
  });
});
