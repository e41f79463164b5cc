import type { PagerdutyContactMethod, PagerdutyUser } from '../../../contract/move-in/pagerduty.ts';
import { addressed, createContacts } from '../contacts.ts';
import type { MovedDocument } from '../document.ts';
import { isZone, lineOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

type Rule = { contactMethod: string; delaySeconds: number };

const longestDelaySeconds = 86_400;
const mostRules = 20;

const roles: Record<string, 'admin' | 'viewer'> = {
  owner: 'admin',
  admin: 'admin',
  read_only_user: 'viewer',
  read_only_limited_user: 'viewer',
};

/** People with the ways to reach them. A phone number waits to be verified by its owner; so does a foreign address. */
export function convertPeople({ content, findings }: Conversion) {
  const document: Pick<MovedDocument, 'people' | 'contactMethods' | 'notificationRules'> = {
    people: [],
    contactMethods: [],
    notificationRules: [],
  };
  for (const { user, email, source } of addressed(content.users, ({ email, name }) => email ?? name, findings)) {
    const zone = user.time_zone ?? 'UTC';
    if (!isZone(zone)) findings.reshaped(source, `The time zone ${zone} is not known here: UTC.`);
    document.people.push({
      email,
      name: lineOf(user.name, 120, email),
      role: roles[user.role ?? ''] ?? 'responder',
      timeZone: isZone(zone) ? zone : 'UTC',
      disabled: false,
    });
    const { methods, rules } = reachabilityOf(user, email, (message) => findings.reshaped(source, message));
    document.contactMethods.push(...methods);
    if (rules.high.length + rules.low.length > 0) document.notificationRules.push({ person: email, ...rules });
  }
  return document;
}

const channels: Record<string, string> = {
  email_contact_method: 'email',
  sms_contact_method: 'sms',
  phone_contact_method: 'voice',
};

function reachabilityOf(user: PagerdutyUser, email: string, note: (message: string) => void) {
  const contacts = createContacts(email);
  const labels = new Map<string, string>();
  for (const method of user.contact_methods ?? []) {
    const label = contacts.add(channels[kindOfMethod(method.type)] ?? '', destinationOf(method));
    if (label !== null) labels.set(method.id, label);
    else if (!/push/.test(method.type)) note('A contact method of a kind that does not exist here is left out.');
  }
  const rules: { high: Rule[]; low: Rule[] } = { high: [], low: [] };
  const lost: { urgency: 'high' | 'low'; delaySeconds: number }[] = [];
  for (const { type, urgency, contact_method: to, start_delay_in_minutes: minutes } of user.notification_rules ?? []) {
    if (!(type ?? 'assignment_notification_rule').startsWith('assignment')) continue;
    const delaySeconds = Math.min(Math.round(minutes * 60), longestDelaySeconds);
    const contactMethod = labels.get(to?.id ?? '');
    if (contactMethod === undefined) lost.push({ urgency: urgency ?? 'high', delaySeconds });
    else addRule(rules[urgency ?? 'high'], { contactMethod, delaySeconds });
  }
  if (lost.length > 0)
    note(
      'The PagerDuty app ends with PagerDuty: notifications in the browser or another channel take its place. Where it was the only way, e-mail does until then.',
    );
  for (const urgency of ['high', 'low'] as const) {
    const first = lost.find((each) => each.urgency === urgency);
    if (first === undefined || rules[urgency].length > 0) continue;
    addRule(rules[urgency], { contactMethod: contacts.add('email', email)!, delaySeconds: first.delaySeconds });
  }
  if (contacts.methods.some(({ verified }) => !verified))
    note('Phone numbers and foreign addresses arrive unverified: their owner verifies each once.');
  return { methods: contacts.methods, rules };
}

const kindOfMethod = (type: string) => type.replace(/_reference$/, '');

function destinationOf({ type, address, country_code: country }: PagerdutyContactMethod): string {
  if (!address || kindOfMethod(type) === 'email_contact_method') return address ?? '';
  return address.trim().startsWith('+') ? address : `${country ?? 1}${address}`;
}

function addRule(rules: Rule[], rule: Rule): void {
  const isThere = rules.some(
    (one) => one.contactMethod === rule.contactMethod && one.delaySeconds === rule.delaySeconds,
  );
  if (!isThere && rules.length < mostRules) rules.push(rule);
}
