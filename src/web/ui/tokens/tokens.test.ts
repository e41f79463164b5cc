import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ColorVision, contrastRatio, seenDifference } from './contrast-for-tests.ts';

type Tokens = Record<string, string>;

function tokensOf(selector: string): Tokens {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries([...block.matchAll(/--color-([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
}

const light = tokensOf(':root');
const schemes: [string, Tokens][] = [
  ['light', light],
  ['dark', { ...light, ...tokensOf(':root[data-mantine-color-scheme="dark"]') }],
];

const badges = [
  'sev1',
  'sev2',
  'sev3',
  'sev4',
  'sev5',
  'acknowledged',
  'identified',
  'resolved',
  'maintenance',
] as const;
const surfaces = ['bg', 'subtle', 'raised'];
const readable: [text: string, surface: string][] = [
  ...['text', 'muted', 'faint', 'accent'].flatMap((text) => surfaces.map((s): [string, string] => [text, s])),
  ['text', 'hover'],
  ['muted', 'hover'],
  ['accent', 'accent-tint'],
  ['text', 'accent-tint'],
  ['on-solid', 'accent-solid'],
  ['on-solid', 'accent-solid-hover'],
  ['on-solid', 'sev1-solid-hover'],
  ['on-solid', 'resolved-solid'],
  ...badges.flatMap((name): [string, string][] => [
    [`${name}-text`, `${name}-tint`],
    ...surfaces.map((surface): [string, string] => [`${name}-text`, surface]),
  ]),
  ...[1, 2, 3, 4, 5].map((n): [string, string] => ['on-solid', `sev${n}-solid`]),
];
const days = ['operational', 'degraded', 'partial', 'major', 'maintenance', 'none'].map((name) => `day-${name}`);
const charts = [1, 2, 3, 4, 5].map((n) => `chart-sev${n}`);
const visible: [mark: string, surface: string][] = [
  ['control-border', 'bg'],
  ['control-border', 'raised'],
  ...surfaces.map((surface): [string, string] => ['focus', surface]),
  ...surfaces.map((surface): [string, string] => ['accent-solid', surface]),
  ...[...days, ...charts].map((mark): [string, string] => [mark, 'bg']),
];

describe.each(schemes)('the %s tokens', (_scheme, tokens) => {
  const color = (name: string) => {
    const hex = tokens[name];
    if (!hex) throw new Error(`--color-${name} is missing`);
    return hex;
  };

  it.each(readable)('give the text %s on %s a contrast of at least 4.5', (text, surface) => {
    expect(contrastRatio(color(text), color(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(visible)('give the mark %s on %s a contrast of at least 3', (mark, surface) => {
    expect(contrastRatio(color(mark), color(surface))).toBeGreaterThanOrEqual(3);
  });

  it.each<ColorVision>([
    'protan',
    'deutan',
    'tritan',
  ])('keep the days of an uptime bar and the severities of a chart apart for a %s reader', (vision) => {
    for (const set of [days, charts]) {
      for (const [index, first] of set.entries()) {
        for (const second of set.slice(index + 1)) {
          const difference = seenDifference(color(first), color(second), vision);
          expect(difference, `${first} against ${second}`).toBeGreaterThanOrEqual(12);
        }
      }
    }
  });
});

describe('the contrast of two colours', () => {
  it('is 21 for black on white and does not depend on the order', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});
