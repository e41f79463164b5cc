import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import { remembered } from '../words/remembered.ts';
import { actionOfWord, badNames, subjectsOfBusiness, subjectsOfWork } from '../words/vocabulary.ts';

/**
 * What a sender's state word asks for: the source's own map first. Marks around the word do not count, and neither does
 * what follows it (`🔴 Down`, `FAILED (2 tries)`, `STATE_OK`). null for a word nobody told us about.
 */
export function readState(value: unknown, ownMap?: Record<string, SignalAction>): SignalAction | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  if (typeof value === 'string' && value.length > 100) return null;
  const word = String(value).trim().toLowerCase();
  if (ownMap !== undefined && Object.hasOwn(ownMap, word)) return ownMap[word] ?? null;
  return actionOfWord.get(word) ?? (/\p{L}/u.test(word) ? actionOfPhrase(String(value)) : null);
}

/** The action of a phrase of at most 100 characters, however it is written. */
const actionOfPhrase = remembered(findActionOfPhrase);

function findActionOfPhrase(text: string): SignalAction | null {
  // `+odown` and `-odown`: that it is so, and that it is no longer.
  const signed = /^([+-])[a-z]{0,12}down$/.exec(text.trim());
  if (signed !== null) return signed[1] === '+' ? 'trigger' : 'resolve';
  const plain = bareWords(text);
  const whole = actionOfWord.get(plain.join(' '));
  if (whole !== undefined) return whole;
  const [first = '', second = ''] = plain;
  if (plain.length === 2 && /\p{Script=Hangul}/u.test(first)) return actionOfWord.get(first + second) ?? null;
  // "No alarm", "without errors": nothing that could be wrong is.
  if (plain.length === 2 && /^(?:no|without|zero)$/.test(first) && noTrouble.test(second)) return 'resolve';
  if (plain.length === 2 && first === 'not' && second.startsWith('acknowledg')) return null;
  if (plain.length === 2 && first === 'not' && mustBe.test(second)) return 'trigger';
  if (plain.length === 2 && negations.has(first) && actionOfWord.get(second) === 'resolve') return 'trigger';
  // "closed successful", "open critical": both say the same.
  if (plain.length === 2 && whole === undefined) {
    const [one, other] = plain.map((word) => actionOfWord.get(word));
    if (one !== undefined && one === other) return one;
  }
  // "Down since 10:00", "OK - all is well": what follows a state only explains it.
  const rest = text.trim().slice(text.trim().toLowerCase().indexOf(first) + first.length);
  if (/^\s*[(:,–|-]|^\s+(?:for|since|at|after|in|by)\b/.test(rest) && second !== '') {
    return actionOfWord.get(first) ?? null;
  }
  // `STATUS_070_RESOLVED_OTHER`, `closed_by_user`: what follows tells how or by whom.
  if (/^[A-Za-z]+(?:_[A-Za-z\d]+)+$/.test(text.trim())) {
    const said = plain.filter((word) => !/^(?:state|status|alert|incident|\d+)$/.test(word));
    if (said.includes('rollback')) return 'trigger';
    if (said.length > 1 && failing.test(said.at(-1)!)) return 'trigger';
    if (said.length > 1 && /^(?:completed?|succeeded|success)$/.test(said.at(-1)!)) return 'resolve';
    if (/^(?:resolved|closed)$/.test(said[0] ?? '') && !said.some((word) => failing.test(word) || negations.has(word)))
      return 'resolve';
  }
  // Only in one word that a program wrote: a sentence may end in "up" for another reason.
  if (/\s/.test(text.trim()) || plain.length < 2) return null;
  const last = plain.at(-1)!;
  if (negations.has(plain.at(-2)!)) return 'trigger';
  const said = actionOfWord.get(last);
  if (said === 'change') return null;
  return /^(?:state|status|alert|alarm|is|host|service|monitor|check|severity|event|incident|health|condition)$/.test(
    plain.at(-2)!,
  )
    ? (said ?? null)
    : null;
}

const noTrouble = /^(?:alarms?|alerts?|errors?|faults?|problems?|issues?|incidents?|failures?|warnings?)$/;
const mustBe =
  /^(?:running|responding|reachable|working|ready|ok|available|healthy|connected|found|started|reporting)$/;
const negations = new Set(
  'not no un non never failed cannot nicht kein keine pas não nie ikke inte niet sin не'.split(' '),
);

const oneWord = /^[a-z\d]{1,100}$/;
/** Most texts are short and in English. */
const plainText = /^[ -~]{1,200}$/;

/** The words of a text in lower case, without what separates them: `clusterHealth.OK` is cluster, health and ok. */
export function bareWords(text: string): string[] {
  if (oneWord.test(text)) return [text];
  if (plainText.test(text)) {
    const spaced = /[a-z][A-Z]/.test(text)
      ? text.replace(/\bk(?=[A-Z][a-z])/g, '').replace(/([a-z])(?=[A-Z])/g, '$1 ')
      : text;
    return spaced.toLowerCase().match(/[a-z\d]+/g) ?? [];
  }
  return (
    text
      .slice(0, 200)
      // `kResolved`: some languages put a k in front of what is constant.
      .replace(/\bk(?=\p{Lu}\p{Ll})/gu, '')
      .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
}

/** What ends by itself, whatever it was; `failed_recovery` and `not_recovered` are no ends. */
const ends =
  /^(?:resolved?|recover(?:ed|y)|restored|succeed(?:ed)?|success|successful|passed|rectified|normali[sz]ed)$/;
/** Words that are ends only of what is watched: `cache_cleared` and `scale_up` end nothing. */
const endsOfWatched =
  /^(?:clear(?:ed)?|closed?|up|ok|fixed|end|ended|online|normal|healthy|available|connected|connection|reconnected|reconnection|reachable|deactivated|unset|off)$/;
const watched =
  /^(?:alert|alarm|incident|issue|problem|event|trigger|check|monitor|host|service|site|state|status|outage|downtime|error|fault|anomaly|violation|node|device|server|sensor|component|probe|endpoint|website|instance|link|port|interface|condition|threshold|rule|health|is|back|case|finding|availability|connectivity|notification|ap|client|switch|gateway|router|camera|tunnel|peer|circuit|modem|agent|insight|ticket|offense)$/;
const failing = /^(?:fail(?:ed|ure|ing|s)?|error(?:ed)?|crash(?:ed)?|timeout|broken|missed|rejected|down|overdue)$/;
const alarms = /^(?:alert|alarm|incident|problem|outage|downtime|anomaly|violation|breach|threshold|insight)$/;
/** Beside an alarm these say that it begins, beside all else that people work. */
const begins = /^(?:start(?:ed)?|creat(?:e|ed)|opened|raised?|began|begun|new|add|added|detected|triggered)$/;
/** What runs: that it begins asks nobody. */
const runs =
  /^(?:backup|snapshot|restore|prune|job|task|sync|scan|export|import|replication|transfer|migration|build|check)$/;
const answered = /^(?:acknowledged?|acked|ack|acknowledgement)$/;
/** What people do to things, whatever the things are; a state beside it counts more. */
const made =
  /^(?:created?|deleted?|added|add|updated?|modified|edited|renamed|moved|imported|exported|registered|purchased|paid|uploaded|archived|merged|copied|invited|joined|signed|translated|renewed)$/;
const moves = /^(?:(?:signed|logged|scaled|checked|opted) (?:up|in|out|down)|upscaled|downscaled)$/;
const endsOfBusiness = /^(?:succeeded|success|successful|completed|passed|paid|finalized)$/;
const business = /^(?:payment|invoice|charge|customer|order|checkout|refund|subscription|cart|lead|intent)$/;
const threats = /^(?:vulnerability|vulnerabilities|findings?|threat|malware|exposure|leak|attack|intrusion)$/;
const talkOf = /^(?:articles?|notes?|comments?|repl(?:y|ies)|feedback|attachments?)$/;
const written = /^(?:created?|added|add|updated?|edited|deleted?|removed|sent|received|posted)$/;
/** What people set up so that it watches: that it was made is news of no problem. */
const setUp = /^(?:monitor|check|host|service|device|sensor|node|rule|component|instance|endpoint|website|site|probe)$/;
/** Moves of a problem that neither begin nor end it. */
const talk =
  /^(?:annotated?|comment(?:ed)?|note|noted|reassigned|assigned|unassigned|escalated?|delegated|unacknowledged?|snoozed?|unsnoozed|muted|unmuted|silenced|suppressed|published|released|updated?|started|starting|running|queued|pending|scheduled|progress|cancell?ed|aborted|skipped|begun|deployed|pushed|tested|ping|viewed|subscribed|unsubscribed|invited)$/;

/**
 * What the name of an event says, as `alert.resolved`, `monitor_up`, `checkRecovered`, `comment.created` or
 * `build.running`; null for all else: a word there may mean anything, and what does not end is a trigger anyway.
 * `alert.created` is a trigger whatever its state: nobody has seen it yet.
 */
export function readEventName(value: unknown): SignalAction | null {
  if (typeof value !== 'string' || value.length > 100) return null;
  // Sentences are titles and no names of events.
  if (value.trim().split(/\s+/).length > 4) return null;
  const words = bareWords(value).filter((word, at, all) => at === 0 || at < all.length - 1 || !/^v\d{1,2}$/.test(word));
  const [before, last] = [words.at(-2), words.at(-1) ?? ''];
  if (last === '' || last === 'payload' || (before !== undefined && negations.has(before))) return null;
  if (answered.test(last)) return 'acknowledge';
  // `incident_note_created`, `reply_sent:agent`: somebody wrote something about it.
  if (
    words.length > 1 &&
    (talkOf.test(before!) ? written.test(last) : talkOf.test(words[0]!) && written.test(words[1]!))
  )
    return 'change';
  if (last === 'accepted' && before !== undefined && alarms.test(before)) return 'acknowledge';
  const [first = ''] = words;
  if (words.length > 1 && alarms.test(before!) && begins.test(last)) return 'trigger';
  if (words.length > 1 && alarms.test(before!) && /^(?:deleted?|removed?|released?)$/.test(last)) return 'resolve';
  if (words.length === 2 && alarms.test(last)) {
    if (begins.test(first)) return 'trigger';
    if (/^(?:closed|resolved|ended|cleared)$/.test(first)) return 'resolve';
  }
  if (/^(?:start|started|begin|begun)$/.test(last) && before !== undefined && runs.test(before)) return 'change';
  if (words.includes('maintenance') || moves.test(`${before} ${last}`)) return 'change';
  if (endsOfBusiness.test(last) && words.some((word) => business.test(word))) return 'change';
  if (ends.test(last) || (before === 'back' && /^(?:up|online|normal)$/.test(last))) return 'resolve';
  if (endsOfWatched.test(last))
    return before === undefined || watched.test(before) || badNames.has(before) ? 'resolve' : null;
  if (/^(?:met|kept)$/.test(last) && /^(?:budget|goal|target|slo|sla|objective)$/.test(before ?? '')) return 'resolve';
  if (words.some((word) => failing.test(word))) return null;
  if (threats.test(last)) return null;
  // A `user_alert_raised` is about an alert and not about a user, and so is `branch.anomaly`.
  if (alarms.test(last) || (actionOfWord.get(last) === 'trigger' && words.some((word) => alarms.test(word))))
    return null;
  // How it ended, its state says.
  if (/^(?:completed?|finish|finished|done|end|ended)$/.test(last)) return null;
  if (words.length > 1 && talk.test(last)) return last.startsWith('updat') && !isWork(words) ? null : 'change';
  if (
    words.length > 1 &&
    setUp.test(before!) &&
    /^(?:created|deleted|edited|renamed|enrolled|registered|provisioned|decommissioned)$/.test(last)
  )
    return 'change';
  if (words.length > 1 && (made.test(last) || made.test(first)))
    return words.some((word) => alarms.test(word) || watched.test(word)) ? null : 'change';
  if (words.length === 1) return actionOfWord.get(last) === 'change' ? 'change' : isWork(words) ? 'change' : null;
  return isWork(words) ? 'change' : null;
}

/** Whether the name of an event ends in what people or programs did, as `comment.created` and `build.running` do. */
export function tellsOfDoing(value: unknown): boolean {
  const words = typeof value === 'string' && value.length <= 100 ? bareWords(value) : [];
  const last = words.at(-1) ?? '';
  return words.some((word) => talkOf.test(word)) || talk.test(last) || made.test(last) || made.test(words[0] ?? '');
}

/** Whether the name of an event, such as `REPLICATION_TASK_FAILED`, says that something failed. */
export const isFailing = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.length <= 100 &&
  value.trim().split(/\s+/).length <= 4 &&
  bareWords(value).length > 1 &&
  failing.test(bareWords(value).at(-1)!);

const isWork = (words: string[]) => {
  // The things before the verb: "incident.workflow.completed" is about a workflow, "alert.deployment" about an alert.
  const about = words.length === 1 ? words : words.slice(-3);
  return about.some(
    (word, at) =>
      subjectsOfWork.has(word) ||
      (words.length > 1 && subjectsOfBusiness.has(word)) ||
      subjectsOfWork.has(`${word} ${about[at + 1] ?? ''}`),
  );
};

/** A level such as `OK`, where a severity is told and no state. `normal` is a priority there and says nothing. */
export function isLevelOfRest(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^(?:health[_ ])?(?:ok|okay|clear|cleared|recovered|resolved|recovery|success)$/i.test(value.trim())
  );
}
