import { isUnknownSeverity, readSeverity, type SeverityMap } from '../../../../../domain/detect/severity-words.ts';
import type { Severity } from '../../../../../domain/severity.ts';
import type { Leaf } from '../leaves.ts';

const names = [
  'severity',
  'sev',
  'priority',
  'prio',
  'criticality',
  'urgency',
  'importance',
  'level',
  'loglevel',
  'gravity',
  'impact',
  'risk',
  'schweregrad',
  'gravité',
  'severidad',
  'prioridad',
  'priorité',
  'priorität',
];
const former =
  /^(?:previous|prev|pre|old|prior|last|before|worst|peak|threshold|min|minimum|max|battery|water|fuel|signal|tank|sound|noise|trust)$/;

/** Zabbix counts 0 to 5 upwards, syslog 0 to 7 downwards. */
const zabbixScale: Severity[] = [5, 5, 3, 3, 2, 1];
const syslogScale: Severity[] = [1, 1, 1, 2, 3, 4, 5, 5];

export type ReadSeverity = {
  severity: Severity | null;
  /** What stands where a severity does and is not known. */
  unknown: string;
};

/** The severity of a body by the names of its fields. */
export function severityOf(leaves: readonly Leaf[], map?: SeverityMap): ReadSeverity {
  const found: ReadSeverity = { severity: null, unknown: '' };
  let best = Number.POSITIVE_INFINITY;
  for (const { own, owner, value, depth } of leaves) {
    const last = own.at(-1) ?? '';
    const isAsked = own[0] === 'how' && own.some((word) => /^(?:urgent|urgency|severe|important)$/.test(word));
    const isDetail =
      /^(?:name|label|text|string|summary|value|word|level|title|display)$/.test(last) && own.length <= 3;
    const about = isDetail && !names.includes(last) ? (own.at(-2) ?? owner.at(-1) ?? '') : last;
    const at = names.indexOf(about === 'nseverity' ? 'severity' : about);
    const own2 = isAsked
      ? 5
      : isDetail && last === 'level' && /^(?:severity|priority|sev)$/.test(own.at(-2) ?? '')
        ? 0
        : at;
    if (
      own2 === -1 ||
      typeof value === 'boolean' ||
      own.some((word) => former.test(word)) ||
      owner.some((word) => former.test(word))
    )
      continue;
    // A word needs no scale.
    const rank = own2 + depth * 0.1 + (/^\d+$/.test(String(value).trim()) ? 2.5 : 0);
    if (rank >= best) continue;
    const severity = byScale(own, owner, value, leaves, map);
    if (severity === null) {
      if (own2 <= 4 && found.unknown === '' && isUnknownSeverity(value, map) && !/^[-\d.\s]+$/.test(String(value)))
        found.unknown = String(value).slice(0, 100);
      continue;
    }
    best = rank;
    found.severity = severity;
  }
  if (found.severity !== null) found.unknown = '';
  return found;
}

/** GELF and the journal take over syslog's numbers. */
const isOfSyslog = ({ name }: Leaf) => /^(?:short message|syslog (?:identifier|facility))$/.test(name);

function byScale(
  own: string[],
  owner: string[],
  value: string | number,
  leaves: readonly Leaf[],
  map?: SeverityMap,
): Severity | null {
  const text = String(value).trim();
  if (map !== undefined && Object.hasOwn(map, text.toLowerCase())) return readSeverity(text, map);
  if (!/^\d{1,2}$/.test(text)) {
    // "2 - High", "P1 (critical)", "High (4)": the first word counts where the whole says two things.
    return (
      readSeverity(text, map) ??
      (/^\d\s?[-–:(]/.test(text) || /\(\d\)$/.test(text)
        ? (readSeverity(
            text
              .replace(/\d/g, ' ')
              .replace(/[^\p{L}\s-]/gu, ' ')
              .replace(/^[\s-]{1,10}/, '')
              .trim(),
            map,
          ) ?? readSeverity(text.slice(0, 1), map))
        : null)
    );
  }
  const number = Number(text);
  if (own.includes('syslog') || owner.includes('syslog') || leaves.some(isOfSyslog)) return syslogScale[number] ?? null;
  if (
    own.includes('nseverity') ||
    /^(?:trigger|zabbix)$/.test(own[0] ?? '') ||
    leaves.some(
      (leaf) => leaf.own[0] === 'trigger' && /^(?:id|name|severity|status|expression)$/.test(leaf.own[1] ?? ''),
    )
  ) {
    return zabbixScale[number] ?? null;
  }
  // Some senders count downwards and others upwards: a five that nobody explained may be the worst.
  if (own.at(-1) === 'level' || number === 0 || number > 4) return null;
  return readSeverity(text);
}
