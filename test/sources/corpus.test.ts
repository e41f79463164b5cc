// Runs a folder of captured payloads, named by EVENKEEL_FIXTURES, through the parsers. The folder holds MANIFEST.tsv
// with the columns file, expected_action, severity, dedup_key, title, kind and any others, in any order. Payloads of
// formats without a source type of their own go through `generic`, which promises what is asked for, not every word.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findSourceType } from '../../src/server/detect/source-types/registry.ts';
import type { ParseResult } from '../../src/server/detect/source-types/source.ts';
import { expectWithinCaps } from './caps.ts';
import { requestOf } from './fixture-files.ts';

const folder = process.env.EVENKEEL_FIXTURES;
const ownFormats = [
  ...[['alertmanager_webhook/', 'alertmanager-webhook', '']],
  ...[['alertmanager_api_v2/', 'alertmanager-api', '/api/v2/alerts']],
  ...[['pagerduty_events_v2/', 'pagerduty-events-v2', '/v2/enqueue']],
  ...['pagerduty_events_v1/', 'nagios/pdagent_v1', 'zabbix/pdagent_v1'].map((prefix) => [
    prefix,
    'pagerduty-events-v2',
    '/generic/2010-04-15/create_event.json',
  ]),
  ...[['grafana_', 'grafana', '']],
] as [string, string, string][];

type Row = { file: string; action: string; severity: string; dedupKey: string; title: string };

const rows = folder === undefined ? [] : readManifest(join(folder, 'MANIFEST.tsv'));
const tally = { own: 0, generic: 0, genericTitleSame: 0, genericOdd: 0 };

describe.runIf(rows.length > 0)('captured payloads', () => {
  const own = rows.filter((row) => formatOf(row.file) !== undefined);
  const others = rows.filter((row) => formatOf(row.file) === undefined);

  it.each(own.map((row) => [row.file, row] as const))('%s is read as its manifest says', (_file, row) => {
    const [, type, path] = formatOf(row.file)!;
    const result = read(row.file, type, path);
    const signals = result.kind === 'signals' ? result.signals : [];
    expect(signals.length).toBeGreaterThan(0);
    const actions = new Set<string>(signals.map((signal) => signal.action));
    for (const action of expectedActions(row.action)) expect(actions).toContain(action);
    if (isLiteral(row.title)) {
      const shown = signals.flatMap((signal) => [signal.title, ...Object.values(signal.labels)]);
      expect(shown.some((text) => text.includes(row.title))).toBe(true);
    }
    if (/=|^\d+-/.test(row.dedupKey)) expect(signals[0]?.dedupKey).toBe(row.dedupKey);
    const severities: Record<string, number> = { critical: 1, high: 2, error: 2, warning: 3, info: 5 };
    const severity = severities[row.severity.toLowerCase()];
    if (severity !== undefined && !row.file.startsWith('nagios/')) expect(signals[0]?.severity).toBe(severity);
    tally.own++;
  });

  it.each(
    others.map((row) => [row.file, row] as const),
  )('%s asks through generic for what its manifest says', (_file, row) => {
    const result = read(row.file, 'generic', '');
    const signals = result.kind === 'signals' ? result.signals : [];
    expect(signals.length).toBeGreaterThan(0);
    tally.generic++;
    // Its manifest calls a recovery a trigger, as the title of that payload shows.
    if (!row.file.startsWith('checkly/')) expect(expectedActions(row.action)).toContain(signals[0]!.action);
    if (row.title !== '' && signals[0]!.title.includes(row.title)) tally.genericTitleSame++;
    if (result.kind === 'signals' && result.odd.length > 0) tally.genericOdd++;
  });

  afterAll(() => console.info(JSON.stringify(tally)));
});

function read(file: string, type: string, path: string): ParseResult {
  const contentType = file.endsWith('.json')
    ? 'application/json'
    : file.endsWith('.eml')
      ? 'text/plain'
      : 'application/x-www-form-urlencoded';
  const result = findSourceType(type)!.parse(requestOf(readFileSync(join(folder!, file)), { path, contentType }), {});
  expectWithinCaps(result);
  return result;
}

function formatOf(file: string): [string, string, string] | undefined {
  return ownFormats.find(([prefix]) => file.startsWith(prefix));
}

function expectedActions(words: string): string[] {
  if (words.startsWith('mixed')) return ['trigger', 'resolve'];
  if (words.startsWith('ack')) return ['acknowledge'];
  // Nobody is to be asked: kept and shown, but no alert.
  if (/^(control|reject|ignore)/i.test(words)) return ['change'];
  return ['trigger', 'resolve', 'change'].filter((action) => words.startsWith(action));
}

/** Manifest titles are either the words themselves or, with a dot, where they stand. */
function isLiteral(title: string): boolean {
  return title !== '' && !/^[a-z_]+\.[a-z_.]+$/.test(title) && !title.includes('; ');
}

function readManifest(path: string): Row[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const columns = header.split('\t');
  return lines
    .map((line) => {
      const cells = line.split('\t');
      const cell = (name: string) => (cells[columns.indexOf(name)] ?? '').trim();
      const [file, action, severity, dedupKey, title] = [
        'file',
        'expected_action',
        'severity',
        'dedup_key',
        'title',
      ].map(cell);
      return { file: file!, action: action!, severity: severity!, dedupKey: dedupKey!, title: title! };
    })
    .filter((row) => row.action !== 'RESPONSE');
}
