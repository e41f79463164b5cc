/** The ways to reach a person, as they become contact methods here. */
import type { MovedDocument } from './document.ts';
import type { Findings, Source } from './finding.ts';
import { lineOf, sourceOf } from './things.ts';

type Method = MovedDocument['contactMethods'][number];

const addressLike = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** In lower case; null for what is no address. */
export function addressOf(given: string | null | undefined): string | null {
  const address = (given ?? '').trim().toLowerCase();
  return addressLike.test(address) ? address : null;
}

/** Users who have an e-mail address, each address once; whoever is left out is told of. */
export function addressed<User extends { id: string; email?: string | null | undefined }>(
  users: readonly User[],
  nameOf: (user: User) => string | null | undefined,
  findings: Findings,
): { user: User; email: string; source: Source }[] {
  const taken = new Set<string>();
  return users.flatMap((user) => {
    const source = sourceOf('user', { id: user.id, name: lineOf(nameOf(user), 120, user.id) });
    findings.seen(source);
    const email = addressOf(user.email);
    if (email === null) findings.impossible(source, 'It has no e-mail address.');
    else if (taken.has(email)) findings.changed(source, 'Another user has the same e-mail address: one person here.');
    if (email === null || taken.has(email)) return [];
    taken.add(email);
    return [{ user, email, source }];
  });
}

export type Contacts = {
  methods: Method[];
  /** @returns the label that rules name it by; null for what cannot reach anybody */
  add(channel: string, to: string): string | null;
};

/**
 * Each way once, with a label of its own. The address that a person signs in with is known to be theirs; a phone number
 * and any other address wait to be verified.
 */
export function createContacts(email: string): Contacts {
  const methods: Method[] = [];
  return {
    methods,
    add(channel, to) {
      const made = methodOf(channel, to, email);
      if (made === null) return null;
      const known = methods.find(
        (method) => method.channel === channel && JSON.stringify(method.settings) === JSON.stringify(made.settings),
      );
      if (known) return known.label;
      const taken = new Set(methods.map(({ label }) => label));
      let { label } = made;
      for (let count = 2; taken.has(label); count++) label = `${made.label} (${count})`;
      methods.push({ ...made, label, person: email });
      return label;
    },
  };
}

function methodOf(channel: string, to: string, email: string): Omit<Method, 'person'> | null {
  if (channel === 'email') {
    const address = addressOf(to);
    if (address === null) return null;
    return address === email
      ? { channel, label: 'E-mail', settings: { address }, verified: true as const }
      : { channel, label: `E-mail ${address}`.slice(0, 80), settings: { address } };
  }
  if (channel !== 'sms' && channel !== 'voice') return null;
  const digits = to.replace(/\D/g, '');
  if (digits.length < 6) return null;
  const label = `${channel === 'sms' ? 'SMS' : 'Phone call'} …${digits.slice(-3)}`;
  return { channel, label, settings: { number: `+${digits.replace(/^00/, '')}` } };
}
