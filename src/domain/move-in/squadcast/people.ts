import type { SquadcastUser } from '../../../contract/move-in/squadcast.ts';
import { addressed, createContacts } from '../contacts.ts';
import type { MovedDocument } from '../document.ts';
import { isZone, lineOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const longestDelaySeconds = 86_400;
const mostRules = 20;
const roles: Record<string, 'admin' | 'viewer'> = { account_owner: 'admin', admin: 'admin', stakeholder: 'viewer' };
const channels: Record<string, 'email' | 'sms' | 'voice'> = { email: 'email', sms: 'sms', phone: 'voice' };

/** People with the ways to reach them. Their phone number waits to be verified by its owner. */
export function convertPeople({ content, findings }: Conversion) {
  const document: Pick<MovedDocument, 'people' | 'contactMethods' | 'notificationRules'> = {
    people: [],
    contactMethods: [],
    notificationRules: [],
  };
  for (const { user, email, source } of addressed(content.users, (user) => user.email ?? nameOf(user), findings)) {
    const zone = user.time_zone || 'UTC';
    if (!isZone(zone)) findings.reshaped(source, `The time zone ${zone} is not known here: UTC.`);
    document.people.push({
      ...{ email, name: lineOf(nameOf(user), 120, email), role: roles[user.role ?? ''] ?? 'responder' },
      ...{ timeZone: isZone(zone) ? zone : 'UTC', disabled: false },
    });
    const contacts = createContacts(email);
    contacts.add('email', email);
    const number = `${user.contact?.dial_code ?? ''}${user.contact?.phone_number ?? ''}`;
    const rules = (user.notification_rules ?? []).flatMap(({ type, time }) => {
      const channel = channels[(type ?? '').toLowerCase()];
      const contactMethod = channel ? contacts.add(channel, channel === 'email' ? email : number) : null;
      if (contactMethod === null) {
        findings.reshaped(
          source,
          channel
            ? 'The export does not hold the phone number: its owner enters it here.'
            : 'The Squadcast app ends with Squadcast: notifications in the browser or another channel take its place.',
        );
        return [];
      }
      return [{ contactMethod, delaySeconds: Math.min(Math.round(time * 60), longestDelaySeconds) }];
    });
    if (contacts.methods.some(({ verified }) => !verified))
      findings.reshaped(source, 'Phone numbers arrive unverified: their owner verifies each once.');
    document.contactMethods.push(...contacts.methods);
    const kept = rules
      .filter((rule, place) => rules.findIndex((each) => JSON.stringify(each) === JSON.stringify(rule)) === place)
      .slice(0, mostRules);
    if (kept.length > 0) document.notificationRules.push({ person: email, high: kept, low: kept });
  }
  return document;
}

const nameOf = ({ first_name, last_name }: SquadcastUser) => `${first_name ?? ''} ${last_name ?? ''}`.trim();
