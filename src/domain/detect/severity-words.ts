import { type Severity, severities } from '../severity.ts';

/** A sender's own word (lower case) → severity. */
export type SeverityMap = Record<string, Severity>;

/** The words of monitoring tools, also of those that speak other languages: `kritisch`, `avertissement`, `grave`. */
const words: Record<Severity, string> = {
  1: `critical crit page fatal emergency emerg disaster blocker urgent highest catastrophic severe alert-1 p0 p1 sev0 sev1
    0-critical immediate vital panic kritisch critique critico crítico crítica notfall desastre urgence
    mission-critical sos red kritische critiques dringend urgente katastrophal krytyczny kritiek критический критично
    чрезвычайная 严重 致命 紧急 灾难 緊急 致命的 重大 심각 긴급 kritická kritické kritisk kritik acil kriittinen critică επείγον κρίσιμο kritis nghiêm_trọng`,
  2: `error err high major p2 sev2 serious important availability danger hoch schwer majeur élevé grave alto alta fehler
    erreur orange hohe majeure élevée haute haut mayor elevado elevada importante alto hoog ernstig hög allvarlig wysoki
    высокая высокий 高 高级 重要 높음 høj høy alvorlig vysoká vysoký yüksek korkea magas ridicată υψηλή tinggi висока високий`,
  3: `warning warn medium moderate average p3 sev3 performance resource_contention resource-contention
    monitoring_unavailable elevated warnung mittel avertissement alerte attention moyen advertencia medio media
    yellow mittlere moyenne média médio medie aviso avviso waarschuwing varning średni ostrzeżenie
    средняя средний предупреждение 中 中级 警告 注意 경고 advarsel varování střední stredná uyarı orta varoitus keskitaso figyelmeztetés közepes avertizare medie μεσαία peringatan sedang середня попередження`,
  4: 'low minor notice p4 sev4 lowest trivial niedrig gering faible mineur bajo baja leve niedrige geringe mineure basse bas menor baixa baixo bassa basso laag låg niski низкая низкий 低 低级 次要 一般 軽微 낮음 nízká nízky düşük matala alacsony scăzută χαμηλή rendah низька',
  5: `info information informational none debug p5 sev5 verbose trace hinweis custom_alert custom-alert
    not-classified informativo informazione información informação информация 提示 信息 情報 정보`,
};

const usualWords = new Map<string, Severity>(
  severities.flatMap((severity) => words[severity].split(/\s+/).map((word) => [word, severity] as const)),
);
for (const severity of severities) usualWords.set(String(severity), severity);

/** Words that stand where a severity does and say nothing of it: nobody need be told that they are not known. */
const silentWords = new Set(
  'normal default unknown undefined unspecified null n/a na - ok okay clear cleared resolved success'.split(' '),
);

/** `P1`, `SEV0`, `prio:2`, `Sev 3`, `level-4` inside a longer word: the number counts from 1, and 0 is the worst. */
const numbered = /^(?:p|s|sev|severity|prio|priority|level)[\s:_#-]{0,2}([0-5])$/;

/**
 * The severity a sender's word stands for: the source's own map first, the usual words of monitoring tools next, also
 * inside a longer one such as `Critical - P1`, `prio:high` or `SEVERITY_HIGH`. An unknown word is null, never a guess.
 */
export function readSeverity(value: unknown, ownMap?: SeverityMap): Severity | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  if (typeof value === 'string' && value.length > 100) return null;
  const word = String(value).trim().toLowerCase();
  if (ownMap !== undefined && Object.hasOwn(ownMap, word)) return ownMap[word] ?? null;
  return usualWords.get(word) ?? fromNumber(word) ?? fromParts(word);
}

/** Whether a text stands where a severity does but is none that is known, and should be shown to somebody. */
export function isUnknownSeverity(value: unknown, ownMap?: SeverityMap): boolean {
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
  return word !== '' && !silentWords.has(word) && readSeverity(value, ownMap) === null;
}

function fromNumber(word: string): Severity | null {
  const level = numbered.exec(word)?.[1];
  return level === undefined ? null : (Math.max(1, Number(level)) as Severity);
}

/** The one thing that the parts of a word say; parts that disagree (`not critical, low`) say nothing. */
function fromParts(word: string): Severity | null {
  if (word.length > 40 || /\b(?:no|not|non|un)\b/.test(word)) return null;
  const whole = word.replace(/[\s_]+/g, '-');
  if (usualWords.has(whole)) return usualWords.get(whole)!;
  if (/^very-(high|critical)$/.test(whole)) return 1;
  if (/^very-low$/.test(whole)) return 4;
  const parts = word.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  const found = new Set<Severity>();
  for (const [at, part] of parts.entries()) {
    const isLoneNumber = /^\d+$/.test(part);
    const severity = isLoneNumber
      ? fromNumber(`${parts[at - 1] ?? ''} ${part}`)
      : (usualWords.get(part) ?? fromNumber(part));
    if (severity !== null) found.add(severity);
  }
  return found.size === 1 ? [...found][0]! : null;
}
