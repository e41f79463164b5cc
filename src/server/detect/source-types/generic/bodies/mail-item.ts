import { noteOdd, type OddPart } from '../../../../../domain/detect/odd-part.ts';
import type { JsonObject } from '../../reading/json-value.ts';
import type { Mail } from './mail-text.ts';
import { pairsOfLines } from './text-pairs.ts';

const reply = /^\s{0,5}(?:re|aw|antw|antwort|sv|vs|rép|rep|réf|ref|odp|ynt)(?:\[\d{1,3}\])?\s?:/i;
const forward = /^\s{0,5}(?:(?:fwd?|wg|tr|rv|enc|vl)\s?:\s{0,5}){1,5}/i;
const automatic =
  /^\s{0,5}(?:(?:re|aw):\s?)?(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply|automatische antwort|abwesen(?:heit|d)|réponse automatique|respuesta automática|undeliver(?:able|ed)|mail delivery (?:failed|failure|subsystem)|delivery status notification|returned mail|delivery (?:has )?failed|failure notice|read:|gelesen:|unzustellbar|vacation|i am (?:out|away))/i;

export const isAutomaticSubject = (subject: string): boolean => automatic.test(subject);

/** What calendars, shops and newsletters write; a word of trouble in it makes it an alert again. */
const ofPeople =
  /^(?:(?:updated )?invitation|accepted|declined|tentative|cancell?ed event)(?: \([^)]{1,60}\))?: |^(?:your )?(?:payment )?(?:receipt|invoice|order confirmation)\b.{0,20}\b(?:from|for)\b|^(?:your )?(?:daily|weekly|monthly) (?:digest|newsletter)\b/i;
const trouble =
  /\b(?:fail\w*|overdue|declined|error|alert|expir\w*|suspend\w*|down|critical|problem|unable|past due)\b/i;

/** A mail as the object that a sender of JSON would have sent. Replies and what machines answer are no alerts. */
export function mailItem(mail: Mail, odd: OddPart[]): JsonObject {
  const isAutomatic = mail.isAutomatic || isAutomaticSubject(mail.subject);
  const isReply = !isAutomatic && reply.test(mail.subject);
  if (isAutomatic) noteOdd(odd, '', 'An automatic e-mail, such as a bounce, is not an alert.');
  if (isReply) noteOdd(odd, '', 'A reply to an e-mail is not an alert.');
  const subject = mail.subject
    .replace(forward, '')
    .replace(isReply ? reply : /^/, '')
    .trim();
  const text = mail.text.trim();
  const pairs = pairsOfLines(text, false);
  const first = text.split('\n', 1)[0]!.trim();
  return {
    ...(isAutomatic || isReply || (ofPeople.test(subject) && !trouble.test(subject)) ? { action: 'note' } : {}),
    title: subject || first || `Mail from ${mail.from || 'an unknown sender'}`,
    description: text,
    ...(pairs.length > 0 && !isReply && { labels: Object.fromEntries(pairs) }),
  };
}
