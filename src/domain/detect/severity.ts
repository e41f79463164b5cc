/** 1 = SEV1, the most severe, to 5 = SEV5. */
export type Severity = 1 | 2 | 3 | 4 | 5;

/** A sender's own word (lower case) → severity. */
export type SeverityMap = Record<string, Severity>;

const usualWords = new Map<string, Severity>(
  Object.entries({
    1: ['critical', 'crit', 'page', 'fatal', 'emergency', 'emerg', 'disaster', 'p1', 'sev1', '1'],
    2: ['error', 'err', 'high', 'major', 'p2', 'sev2', '2'],
    3: ['warning', 'warn', 'medium', 'moderate', 'average', 'p3', 'sev3', '3'],
    4: ['low', 'minor', 'notice', 'p4', 'sev4', '4'],
    5: ['info', 'information', 'informational', 'none', 'debug', 'p5', 'sev5', '5'],
  }).flatMap(([severity, words]) => words.map((word) => [word, Number(severity) as Severity])),
);

/**
 * The severity a sender's word stands for: the source's own map first, the usual words of monitoring tools next.
 * Whole words only and case ignored; an unknown word is null, never a guess.
 */
export function readSeverity(value: unknown, ownMap?: SeverityMap): Severity | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  if (typeof value === 'string' && value.length > 100) return null;
  const word = String(value).trim().toLowerCase();
  if (ownMap !== undefined && Object.hasOwn(ownMap, word)) return ownMap[word] ?? null;
  return usualWords.get(word) ?? null;
}
