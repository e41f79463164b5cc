import { addressed, createContacts } from '../contacts.ts';
import type { MovedDocument } from '../document.ts';
import { lineOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const longestDelaySeconds = 86_400;
const mostRules = 20;
const channels: Record<string, string> = { EMAIL: 'email', SMS: 'sms', VOICE: 'voice' };

/** People with the ways to reach them. A phone number waits to be verified by its owner; so does a foreign address. */
export function convertPeople({ content, findings }: Conversion) {
  const document: Pick<MovedDocument, 'people' | 'contactMethods' | 'notificationRules'> = {
    people: [],
    contactMethods: [],
    notificationRules: [],
  };
  for (const { user, email, source } of addressed(content.users, ({ email, name }) => email ?? name, findings)) {
    document.people.push({
      ...{ email, name: lineOf(user.name, 120, email), timeZone: 'UTC', disabled: false },
      role: user.role === 'admin' ? 'admin' : 'responder',
    });
    const contacts = createContacts(email);
    const labels = new Map<string, string>();
    for (const { id, type, value, disabled } of user.contactMethods ?? []) {
      const label = disabled ? null : contacts.add(channels[(type ?? '').toUpperCase()] ?? '', value ?? '');
      if (label !== null) labels.set(id, label);
      else if (!disabled)
        findings.reshaped(
          source,
          `A contact method of the type ${type ?? 'none'} is left out: its owner adds it here.`,
        );
    }
    if (contacts.methods.some(({ verified }) => !verified))
      findings.reshaped(
        source,
        'Phone numbers and foreign addresses arrive unverified: their owner verifies each once.',
      );
    document.contactMethods.push(...contacts.methods);
    const rules = (user.notificationRules ?? [])
      .flatMap(({ delayMinutes, contactMethodID }) => {
        const contactMethod = labels.get(contactMethodID ?? '');
        if (contactMethod === undefined) return [];
        return [{ contactMethod, delaySeconds: Math.min(Math.round(delayMinutes * 60), longestDelaySeconds) }];
      })
      .slice(0, mostRules);
    if (rules.length > 0) document.notificationRules.push({ person: email, high: rules, low: rules });
  }
  return document;
}
