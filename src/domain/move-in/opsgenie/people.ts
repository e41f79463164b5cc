import type { OpsgenieNotificationRule, OpsgenieUser } from '../../../contract/move-in/opsgenie.ts';
import { addressOf, createContacts } from '../contacts.ts';
import type { MovedDocument } from '../document.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import { type Conversion, secondsOfDuration } from './conversion.ts';
import { matchesPriority } from './criteria.ts';

type Rule = { contactMethod: string; delaySeconds: number };

export const emailOf = ({ username }: { username: string }): string | null => addressOf(username);

const roles = { owner: 'admin', admin: 'admin', stakeholder: 'viewer', observer: 'viewer' } as const;

/** People with the ways to reach them. A phone number waits to be verified by its owner; so does a foreign address. */
export function convertPeople({ content, findings }: Conversion) {
  const document: Pick<MovedDocument, 'people' | 'contactMethods' | 'notificationRules'> = {
    people: [],
    contactMethods: [],
    notificationRules: [],
  };
  for (const user of content.users) {
    const source = sourceOf('user', { id: user.id, name: user.username });
    findings.seen(source);
    const email = emailOf(user);
    if (email === null) {
      findings.impossible(source, 'The user name is no e-mail address.');
      continue;
    }
    const zone = user.timeZone ?? 'UTC';
    if (!isZone(zone)) findings.changed(source, `The time zone ${zone} is not known here: UTC.`);
    if (user.blocked) findings.changed(source, 'Blocked in Opsgenie: deactivated here, and on call nowhere.');
    const word = (user.role?.name ?? '').toLowerCase();
    const role = Object.hasOwn(roles, word) ? roles[word as keyof typeof roles] : 'responder';
    if (word !== '' && word !== 'user' && !Object.hasOwn(roles, word))
      findings.changed(source, `The role ${user.role?.name} does not exist here: responder.`);
    document.people.push({
      email,
      name: lineOf(user.fullName, 120, email),
      role,
      timeZone: isZone(zone) ? zone : 'UTC',
      disabled: user.blocked === true,
    });
    const { methods, labelOf } = contactMethodsOf(user, email, (message) => findings.changed(source, message));
    document.contactMethods.push(...methods);
    const rules = rulesOf(user, labelOf, (message) => findings.changed(source, message));
    if (rules.high.length + rules.low.length > 0) document.notificationRules.push({ person: email, ...rules });
  }
  return document;
}

type Contact = { method: string; to: string };

/** Contact methods of a user, from their contacts and from the steps of their rules. */
function contactMethodsOf(user: OpsgenieUser, email: string, note: (message: string) => void) {
  const made = createContacts(email);
  const labels = new Map<string, string>();
  const contacts: Contact[] = [
    ...(user.userContacts ?? [])
      .filter(({ enabled }) => enabled !== false)
      .map(({ contactMethod, method, to }) => ({ method: contactMethod ?? method ?? '', to })),
    ...alertRules(user).flatMap(({ steps }) =>
      (steps ?? []).map(({ contact }) => ({ method: contact.method ?? contact.contactMethod ?? '', to: contact.to })),
    ),
  ];
  for (const { method, to } of contacts) {
    const key = keyOf(method, to);
    if (labels.has(key)) continue;
    const label = made.add(method.toLowerCase(), to);
    labels.set(key, label ?? '');
    if (label === null)
      note(
        method.toLowerCase() === 'mobile'
          ? 'The Opsgenie app ends with Opsgenie: notifications in the browser or another channel take its place.'
          : `The contact method ${method} does not exist here.`,
      );
  }
  if (made.methods.some(({ verified }) => !verified))
    note('Phone numbers and foreign addresses arrive unverified: their owner verifies each once.');
  return { methods: made.methods, labelOf: (contact: Contact) => labels.get(keyOf(contact.method, contact.to)) ?? '' };
}

const keyOf = (method: string, to: string) => `${method.toLowerCase()} ${to.trim().toLowerCase()}`;

const alertRules = ({ notificationRules }: OpsgenieUser): OpsgenieNotificationRule[] =>
  (notificationRules ?? []).filter(
    ({ actionType, enabled }) => enabled !== false && (actionType ?? 'create-alert') === 'create-alert',
  );

/** P1 to P3 page with high urgency, P4 and P5 with low: a rule for certain priorities goes to those that it is for. */
function rulesOf(user: OpsgenieUser, labelOf: (contact: Contact) => string, note: (message: string) => void) {
  const rules: { high: Rule[]; low: Rule[] } = { high: [], low: [] };
  for (const { criteria, timeRestriction, steps, name } of alertRules(user)) {
    const title = lineOf(name, 80, 'New alert');
    if (timeRestriction) note(`The notification rule “${title}” holds at all hours here.`);
    const matches = (priorities: string[]) => priorities.map((priority) => matchesPriority(criteria, priority));
    const [high, low] = [matches(['P1', 'P2', 'P3']), matches(['P4', 'P5'])];
    if ([...high, ...low].includes(null)) note(`The notification rule “${title}” holds for every alert here.`);
    else if (new Set(high).size > 1 || new Set(low).size > 1)
      note(`The notification rule “${title}” is for single priorities; here rules are by urgency.`);
    for (const { contact, sendAfter, enabled } of steps ?? []) {
      const contactMethod = labelOf({ method: contact.method ?? contact.contactMethod ?? '', to: contact.to });
      if (enabled === false || contactMethod === '') continue;
      const rule = { contactMethod, delaySeconds: Math.min(sendAfter ? secondsOfDuration(sendAfter) : 0, 86_400) };
      if (high.some((each) => each !== false)) addRule(rules.high, rule);
      if (low.some((each) => each !== false)) addRule(rules.low, rule);
    }
  }
  return rules;
}

function addRule(rules: Rule[], rule: Rule): void {
  const isThere = rules.some(
    (one) => one.contactMethod === rule.contactMethod && one.delaySeconds === rule.delaySeconds,
  );
  if (!isThere && rules.length < 20) rules.push(rule);
}
