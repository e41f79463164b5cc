import { describe, expect, it } from 'vitest';
import { incidentRow } from '../measure/rows.fixture.ts';
import { defaultProtocols } from '../respond/incidents/protocol-defaults.ts';
import { defaultSeverities } from '../respond/incidents/severity-defaults.ts';
import { figuresOf } from './figures.ts';
import { evidenceText } from './maturity/evidence-text.ts';
import { maturityQuestions } from './maturity/model.ts';
import { minorUnits, moneyOf } from './money.ts';
import { playbookSections, playbookText } from './playbook.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-05T00:00:00Z');
const restored = (id: number, atDay: number, minutes: number, severity: 1 | 2 = 2) =>
  incidentRow(id, {
    severity,
    instants: {
      impactStartedAt: start + atDay * day,
      declaredAt: start + atDay * day,
      resolvedAt: start + atDay * day + minutes * 60_000,
    },
  });
const facts = (rows: ReturnType<typeof restored>[], days: number) => ({
  rows,
  selection: { from: start, to: start + days * day },
  timeline: [{ effectiveFrom: null, rule: { startDate: '2026-01-05', lengthDays: 14, zone: 'UTC' } }],
  load: { shifts: 4, median: 1.5 },
  now: start + 100 * day,
});

describe('the figures of a period', () => {
  const figureOf = (rows: ReturnType<typeof restored>[], days: number, key: string) => {
    const { value, n } = figuresOf(facts(rows, days)).figures.find((figure) => figure.key === key)!;
    return { value, n };
  };

  it('are those of the measures', () => {
    const rows = [restored(1, 1, 60), restored(2, 2, 120), restored(3, 20, 600)];
    expect(figureOf(rows, 14, 'median-restore-seconds')).toEqual({ value: 5_400, n: 2 });
    expect(figureOf(rows, 28, 'incidents-per-sprint')).toEqual({ value: 1.5, n: 3 });
    expect(figureOf(rows, 14, 'pages-per-shift')).toEqual({ value: 1.5, n: 4 });
    expect(figureOf([], 14, 'recurrence-rate-90')).toEqual({ value: null, n: 0 });
  });

  it('claim no rate before nearly a sprint has passed', () => {
    expect(figureOf([], 12, 'incidents-per-sprint').value).toBeNull();
    expect(figureOf([], 13, 'incidents-per-sprint').value).toBe(0);
  });
});

describe('money', () => {
  const range = (value: number) => ({ low: value, expected: value, high: value });
  const period = (seconds: number[]) => ({ restoreBySeverity: [{ severity: 1 as const, seconds }] });
  const costs = (currency: string) => ({
    currency,
    severities: [{ severity: 1 as const, downtimePerHour: range(100_000), responders: range(2) }],
    responderHour: range(10_000),
    program: { hours: range(10), hour: range(5_000), other: range(0) },
  });

  it('is reckoned in minor units, whatever the currency', () => {
    expect([minorUnits('EUR'), minorUnits('JPY'), minorUnits('KWD')]).toEqual([100, 1, 1_000]);
    for (const currency of ['EUR', 'JPY', 'KWD']) {
      // Ten incidents, each an hour shorter: 10 × (100,000 + 2 × 10,000).
      const times = (seconds: number) => period(Array.from({ length: 10 }, () => seconds));
      const answer = moneyOf(times(7_200), times(3_600), costs(currency));
      expect(answer).toMatchObject({ currency, saved: range(1_200_000), cost: range(50_000), net: range(1_150_000) });
      expect(answer.ratio?.expected).toBeCloseTo(24, 9);
    }
  });

  it('leaves out what cannot be compared', () => {
    expect(moneyOf(period([]), period([60]), costs('EUR'))).toMatchObject({ saved: null, leftOut: [1] });
  });

  it('claims nothing where the measure beside it cannot tell', () => {
    expect(moneyOf(period([7_200]), period([3_600, 3_600]), costs('EUR'))).toMatchObject({
      saved: null,
      net: null,
      ratio: null,
      notShown: { severities: [1], saved: range(240_000) },
    });
  });
});

describe('the playbook', () => {
  it('keeps a template inside its code block', () => {
    const body = 'one\n```\n<script>\n````\nend';
    const sections = playbookSections({
      severities: defaultSeverities,
      protocols: defaultProtocols,
      services: [],
      policies: [],
      templates: [{ situation: 'investigating', audience: 'public', title: 'T', body }],
      runbooks: [],
    });
    const markdown = playbookText(sections, 'Version 1.');
    expect(markdown).toContain(`\n\`\`\`\`\`\nT\n\n${body}\n\`\`\`\`\`\n`);
    expect(markdown).toContain('| SEV1 Critical |');
    expect(markdown).toContain('There are no runbooks yet.');
  });
});

describe('evidence in words', () => {
  it('has a sentence for every question, with and without rows', () => {
    for (const { evidence } of maturityQuestions) {
      expect(evidenceText(evidence, { value: null, n: 0 })).toMatch(/^No evidence yet/);
      expect(evidenceText(evidence, { value: 0.5, n: 3 })).toMatch(/\.$/);
    }
    expect(evidenceText('share-postmortems-on-time', { value: 2 / 3, n: 3 })).toBe(
      '67% were completed on time (3 required postmortems due in the last 90 days).',
    );
    expect(evidenceText('median-acknowledge-seconds', { value: 150, n: 9 })).toMatch(/^2.5 minutes until/);
    expect(evidenceText('certified-commander-count', { value: 1, n: 1 })).toBe(
      '1 person with a valid commander certificate.',
    );
    expect(evidenceText('days-since-quarterly-review', { value: 1, n: 1 })).toBe(
      '1 day since the last quarterly review.',
    );
  });
});
