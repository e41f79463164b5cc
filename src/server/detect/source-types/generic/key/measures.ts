// Numbers that were measured differ from message to message; numbers that name something do not.

const unit =
  '(?:%|percent|ms|µs|us|ns|secs?|seconds?|mins?|minutes?|hours?|days?|[kmgt]i?b(?:ps|\\/s)?|[kmgt]bit(?:\\/s)?|bytes?|rps|qps|[km]?pps|fps|iops|°c?|°f|celsius|degrees|kw|mv|hz|mhz|rpm|bar|psi|dbm?|ppm)';
const number = '[-+]?\\d{1,15}(?:[.,]\\d{1,12}){0,4}';
const withUnit = new RegExp(`(?<![\\w.-])${number}\\s?${unit}(?![\\w-])`, 'giu');
const durations = /(?<![\w.-])(?:\d{1,6}[dhms]\s?){1,5}(?![\w-])/giu;
// "at 93", "is 12", "load: 7": not "line: 7", which names a line.
const afterWord = new RegExp(
  `(\\b(?:exit(?: code| status)?|at|is|was|now|value|reached|hit|reads|currently|exceeds|exceeded|above|below|over|under|than)\\b:?|[≈~><]|\\b(?:value|usage|cpu|memory|mem|load|temp|temperature|used|free|count|total|lag|latency|size|rate|level|current|avg|loss)(?:\\(\\))?\\s?[:=])\\s?${number}(?![\\w.:/-])`,
  'giu',
);
const decimal = /(?<![\w.-])[-+]?\d{1,15}\.\d{1,12}(?![\w.-])/gu;
const counted =
  /(?<![\w.-])\d{1,9}(?=\s(?:of\s\d{1,9}\s)?(?:new\s)?(?:errors?|alerts?|failures?|messages?|requests?|events?|times|retries|attempts?|occurrences|exceptions?|items?|connections?|failed|pods|hosts|nodes|instances|jobs|checks|users|customers|rows|records|files|of\s\d)\b)/giu;
const moment =
  /(?<![\p{L}])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s{1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?|\d{4}-\d{2}-\d{2}(?:[T _-]\d{2}[:.]\d{2}(?:[:.]\d{2}(?:[.,_]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?|(?<![\w.:-])\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?(?![\w:])/giu;
/** `November 29, 2026`, `29 Nov 2026`, `29/11/2026`. */
const longDate =
  /(?<!\p{L})(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2},? \d{4}(?!\d)|(?<!\d)\d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.?) \d{4}(?!\d)|(?<![\w/])\d{1,2}\/\d{1,2}\/\d{4}(?![\w/])/giu;
// "from 17 peers", "after 9 attempts": not "node 3 has failed", which names a node.
const countedAfter =
  /(?<=[(,]|(?:^| )[-–:] |\b(?:from|of|in|by|to|with|than|after|over|under|only|about|for|has|have|had|are|were|got|found|detected) )\d{1,9}(?=\s(?:\p{Ll}+\s)?(?!(?:is|was|has|does|as|us|this)\b)\p{Ll}{3,}s\b)/giu;
const leftOver = /(?<=\()\d{1,9}(?:[.,]\d{1,6})?\s?[kmgt]?(?=\s(?:left|free|remaining|used|available)\b)/giu;
const version = /(?<=\b(?:release|version|build|v) ?#?)\d{1,9}(?:\.\d{1,9}){0,4}(?![\w])/giu;
const runNumber =
  /\b((?:\w{0,20}job|run|execution|request|event|message|task|build|session|transaction|trace|correlation|order|ticket|case|log)[\s_]?id\s?[:=]?\s?)[\w-]{0,80}\d[\w-]{0,80}/giu;

/** "Go to https://…/4711": the page of one run or event. A watched address may end in a number too. */
const pageOfRun =
  /(?<=\b(?:go to|see|view|visit|open|details|details:|more:|link:) )(https?:\/\/[^\s?#]{1,300}\/)[^\s/?#]{0,40}\d{4}[^\s/?#]{0,80}/giu;
/** "(1ad8742)": what was built. */
const commit = /(?<=\(|@|\bcommit )(?=[0-9a-f]{0,39}\d)(?=[0-9a-f]{0,39}[a-f])[0-9a-f]{7,40}(?![\w-])/giu;
/** "Build of the shop #12": which of its runs it was. */
const numberOfRun = /(?<=\b(?:build|job|run|pipeline|workflow|deploy|deployment)\b.{0,120}) ?#\d{1,10}$/giu;
/** "(run 12)": in brackets it is no name. */
const runInBrackets = /(?<=[([](?:build|job|run|pipeline|execution|attempt) #?)\d{1,10}(?=[)\]])/giu;
/** The port that a program was given for one connection, and codes that differ between a problem and its end. */
const fleeting = /(?<=\d):\d{4,5}(?= ->)|[.,;]? 0x[0-9a-f]{2,8}$|(?<=\([a-z]\))\[\d{1,6}\](?=:)/giu;
/** `[esx.problem.net.linkstate.down]`: names of a message that tell its state. */
const kindOfMessage = /\[[a-z]{2,20}\.(?:problem|clear|audit)(?:\.[a-z]{2,40}){1,8}\]/gu;
/** How a process of systemd ended. */
const exitStatus = /\bcode=\w{1,20}, status=[\w/-]{1,30}/giu;

/** A sentence in which a thing and its opposite read the same: what was disconnected is connected again. */
export const withoutOpposites = (text: string) =>
  text
    .replace(/\b(?:dis|re)?connect(?:ed)?(?: (?:from|to|with))?\b/giu, 'connected')
    .replace(/\b(?:dis|re)connection\b/giu, 'connection')
    .replace(/\b(?:un|in)?(reachable|available|healthy|stable|accessible)\b/giu, '$1')
    .replace(/\b(?:offline|online)\b/giu, 'offline');

/** A text without the dates and times of day in it. */
export const withoutMoments = (text: string) =>
  /\d[:/-]\d|[ /]\d{4}\b/.test(text) ? text.replace(moment, '#').replace(longDate, '#') : text;

/** A short text with every measured number, duration and time as `#`. */
export function withoutMeasures(text: string): string {
  if (!/\d|\.(?:problem|clear)\./.test(text)) return text;
  const whole = /#\d{1,10}$/.test(text) ? text.replace(numberOfRun, '') : text;
  const bare = /id/i.test(whole) ? whole.replace(runNumber, '$1#') : whole;
  return bare
    .replace(pageOfRun, '$1#')
    .replace(exitStatus, '#')
    .replace(commit, '#')
    .replace(fleeting, '')
    .replace(kindOfMessage, '#')
    .replace(moment, '#')
    .replace(longDate, '#')
    .replace(leftOver, '#')
    .replace(countedAfter, '#')
    .replace(version, '#')
    .replace(runInBrackets, '#')
    .replace(durations, '# ')
    .replace(withUnit, '#')
    .replace(decimal, '#')
    .replace(counted, '#')
    .replace(afterWord, '$1 #')
    .replace(/\s{2,}/g, ' ')
    .trim();
}
