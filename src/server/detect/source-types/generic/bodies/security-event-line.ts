// One line of CEF (ArcSight) or LEEF (QRadar), which firewalls and scanners of many makers write.
import type { JsonObject } from '../../reading/json-value.ts';

const longest = 8_000;

/** The event of such a line, null for any other. Its level counts from 0 to 10 upwards. */
export function securityEvent(line: string): JsonObject | null {
  const at = line.slice(0, 200).search(/\b(?:CEF|LEEF):\d/);
  if (at === -1) return null;
  const cells = line.slice(at, at + longest).split(/(?<!\\)\|/);
  const isLeef = line.startsWith('LEEF', at);
  const [, vendor, product, , id = '', ...more] = cells;
  if (cells.length < (isLeef ? 6 : 8)) return null;
  const pairs = isLeef ? tabPairs(more.at(-1) ?? '') : spacePairs(more.slice(2).join('|'));
  const labels = Object.fromEntries(pairs);
  const level = isLeef ? labels.sev : more[1];
  const host = ['dvchost', 'deviceHostName', 'dhost', 'identHostName', 'devname', 'shost', 'dvc', 'dst', 'src']
    .map((name) => labels[name])
    .find((value) => value !== undefined && value !== '');
  return {
    title: (isLeef ? labels.title || labels.cat : more[0]) || id,
    severity: severityOf(level ?? ''),
    ...(host !== undefined && { host }),
    check_id: id,
    product: [vendor, product].join(' ').trim(),
    description: labels.msg ?? line.slice(0, 2_000),
  };
}

/** `name=some words name=more`: a value ends where the next name begins. */
function spacePairs(text: string): [string, string][] {
  const names = [...text.matchAll(/(?:^| )([A-Za-z][\w.]{0,40})=/g)].slice(0, 100);
  return names.map((name, at) => {
    const end = names[at + 1]?.index ?? text.length;
    return [
      name[1]!,
      text
        .slice(name.index + name[0].length, end)
        .slice(0, 500)
        .trim(),
    ];
  });
}

const tabPairs = (text: string): [string, string][] =>
  text
    .split('\t', 100)
    .map((cell): [string, string] => {
      const [name = '', ...value] = cell.split('=');
      return [name.trim(), value.join('=').slice(0, 500).trim()];
    })
    .filter(([name]) => name !== '');

/** 0 to 3 is low, 4 to 6 medium, 7 and 8 high, 9 and 10 very high (CEF, "Header information"). */
function severityOf(level: string): string {
  const text = level.trim();
  if (!/^\d{1,2}$/.test(text)) return text;
  const number = Number(text);
  return number >= 9 ? 'critical' : number >= 7 ? 'high' : number >= 4 ? 'medium' : 'low';
}
