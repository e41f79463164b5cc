/** Shapes of machine names nobody outside should read. */
export const internalHosts: readonly RegExp[] = [
  // names under private endings
  /(?<![\p{L}\p{N}_@.-])(?:[\p{L}\p{N}_-]+\.)+(?:internal|local|localdomain|lan|corp|intra|intranet|private|test|cluster\.local)(?![\p{L}\p{N}-])/giu,
  // role and number: db-01, web12.eu-1, k8s-node-3
  /(?<![\p{L}\p{N}@./-])(?:db|web|app|api|cache|redis|kafka|pg|postgres|mysql|mongo|es|elastic|node|host|srv|server|worker|proxy|lb|vm|k8s|queue|mq|prod|stage|staging)(?:-[a-z0-9]+)*-?\d{1,4}(?:[a-z])?(?:\.[a-z0-9.-]*[a-z0-9])?(?![\p{L}\p{N}-])/giu,
  // pods: name-7d9f8b6c5d-x2k4q
  /(?<![\p{L}\p{N}@./-])[a-z][a-z0-9-]*-[a-f0-9]{8,10}-[a-z0-9]{5}(?![\p{L}\p{N}-])/gu,
  // cloud machine ids
  /(?<![\p{L}\p{N}-])i-[0-9a-f]{8,17}(?![\p{L}\p{N}-])/giu,
];

const repaired =
  '(?:fix(?:ed)?|resol(?:ve|ved|ution)|restor(?:e|ed)|repair(?:ed)?|recover(?:ed|y)?|back(?: up| online| to normal)?|up again|working|work again|normal|available|online|solved|over|done|complete(?:d)?)';
const future =
  "(?:will|should|shall|going to|expect(?:ed|s)?|hope|hoping|aim(?:ing)?|plan(?:ned)? to|estimate[ds]?|anticipate[ds]?|'ll|’ll)";
const time =
  '(?:(?:in|within|by|before|until|under|less than|about|around)\\s+(?:the\\s+next\\s+|the\\s+|an?\\s+|~\\s*)?(?:\\d|few|couple|hour|minute|half|tomorrow|tonight|noon|midnight|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|end of|morning|evening)[\\p{L}\\p{N}:]*(?:\\s*(?:seconds?|minutes?|mins?|hours?|hrs?|h|days?|am|pm|utc|cet|est|pst))?|soon|shortly|momentarily|any minute(?: now)?|tomorrow|tonight)';

const promise = new RegExp(`${future}\\b[^.!?\\n]{0,60}?\\b${repaired}\\b[^.!?\\n]{0,30}?\\b${time}`, 'giu');
const promiseTurned = new RegExp(`\\b${repaired}\\s+${time}`, 'giu');
const estimate =
  /\bETA\b|\bestimated time (?:of|to|for) (?:repair|fix|recovery|resolution|restoration|restore|arrival)\b|\btime to (?:fix|resolution)\b/giu;

/** Wordings that are about the next message, not about the repair. */
const aboutMessages = /\b(?:update|publish|post|write|inform|announce|report|brief|email|mail|share)\b/iu;

/** Places in a text that promise when it will work again. The next update may be promised, the repair may not. */
export function promiseOfTime(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const pattern of [promise, estimate, promiseTurned]) {
    for (const match of text.matchAll(pattern)) {
      if (pattern !== estimate && aboutMessages.test(match[0])) continue;
      found.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}
