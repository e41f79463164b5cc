import type { OncallRule, OncallUser } from '../../../contract/move-in/oncall.ts';
import { addressed, addressOf } from '../contacts.ts';
import type { MovedDocument } from '../document.ts';
import { isZone, lineOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const byEmail = 'E-mail';
const longestDelaySeconds = 86_400;
/** What a wait without a duration takes. */
const usualWaitSeconds = 300;

export const emailOf = ({ email }: OncallUser): string | null => addressOf(email);

/** People, each with the address of their account. The API tells no phone numbers, so everything else waits for its owner. */
export function convertPeople({ content, findings }: Conversion) {
  const document: Pick<MovedDocument, 'people' | 'contactMethods' | 'notificationRules'> = {
    people: [],
    contactMethods: [],
    notificationRules: [],
  };
  for (const { user, email, source } of addressed(
    content.users,
    ({ username, email }) => username ?? email,
    findings,
  )) {
    const zone = user.timezone ?? 'UTC';
    if (!isZone(zone)) findings.reshaped(source, `The time zone ${zone} is not known here: UTC.`);
    document.people.push({
      email,
      name: lineOf(user.username, 120, email),
      role: user.role === 'admin' ? 'admin' : user.role === 'viewer' ? 'viewer' : 'responder',
      timeZone: isZone(zone) ? zone : 'UTC',
      disabled: false,
    });
    document.contactMethods.push({
      ...{ person: email, channel: 'email', label: byEmail, settings: { address: email } },
      verified: true,
    });
    const own = content.personal_notification_rules.filter((rule) => rule.user_id === user.id);
    const usual = mailsOf(own.filter(({ important }) => important !== true));
    const important = mailsOf(own.filter((rule) => rule.important === true));
    const high = important.length > 0 ? important : usual;
    if (high.length + usual.length > 0) document.notificationRules.push({ person: email, high, low: usual });
    const others = new Set(
      own.flatMap(({ type }) => (type && type !== 'wait' && type !== 'notify_by_email' ? type : [])),
    );
    if (others.size > 0)
      findings.reshaped(
        source,
        'The export holds no phone numbers and no accounts of chats and apps: their owner enters them here.',
      );
  }
  return document;
}

/** The rules by e-mail, each after the waits before it. */
function mailsOf(rules: readonly OncallRule[]) {
  const found: { contactMethod: string; delaySeconds: number }[] = [];
  let delaySeconds = 0;
  for (const { type, duration } of rules.toSorted((one, other) => one.position - other.position)) {
    if (type === 'wait') delaySeconds += Math.round(duration ?? usualWaitSeconds);
    if (type !== 'notify_by_email' || delaySeconds > longestDelaySeconds || found.length === 20) continue;
    if (!found.some((rule) => rule.delaySeconds === delaySeconds)) found.push({ contactMethod: byEmail, delaySeconds });
  }
  return found;
}
