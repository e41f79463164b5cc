import { z } from 'zod';
import { contactMethodInput } from '../../../contract/directory/contact-methods.ts';
import { emailAddress } from '../../../contract/directory/people.ts';
import { line } from '../../../contract/endpoint.ts';
import type { Urgency } from '../../../contract/severity.ts';
import {
  addContactMethod,
  type ContactMethodPorts,
  readRules,
  removeContactMethod,
  replaceRules,
} from '../../directory/contact-methods/actions.ts';
import { settingsContext } from '../../directory/contact-methods/reachability.ts';
import type { Context } from '../../platform/context.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { type Current, defineKind, type Names } from '../kind.ts';
import { allContactMethods, personOfContactMethod } from '../store.ts';

const { providerId: _byId, ...shape } = contactMethodInput.shape;
const schema = z.strictObject({
  person: emailAddress,
  ...shape,
  provider: line(80).nullable().default(null),
  verified: z.literal(true).optional(),
});
type Method = z.output<typeof schema>;

export const contactMethodKey = (person: string, label: string) => `${person}/${label}`;

export function contactMethods(ports: ContactMethodPorts) {
  return defineKind<Method>({
    kind: 'contactMethod',
    section: 'contactMethods',
    schema: schema.refine(({ channel, verified }) => !verified || ports.channels.isVouchable(channel), {
      path: ['verified'],
      error: 'Only an e-mail address can be set as verified; owners verify other contact methods themselves.',
    }),
    keyOf: ({ person, label }) => contactMethodKey(person, label),
    // Stored sealed, all of them: the address of a webhook opens a channel, and addresses are private.
    secrets: ({ settings }) => Object.keys(settings).map((name) => `settings.${name}`),
    // Vouching is for one address; another one needs the word again.
    statedAnew: ['verified'],
    normalise: (method) => ({ ...method, settings: ports.channels.validate(method.channel, method.settings) }),
    references: ({ person, provider }) => [
      { path: 'person', kind: 'person', key: person },
      ...(provider === null ? [] : [{ path: 'provider', kind: 'provider', key: provider }]),
    ],
    async list(db, names) {
      const taken = new Set<string>();
      return (await allContactMethods(db)).flatMap(
        ({ id, personId, channel, providerId, label, settings, verified }) => {
          const person = names.keyOf('person', personId);
          if (person === null || ports.channels.isOfDevice(channel)) return [];
          const item = {
            person,
            channel,
            provider: providerId === null ? null : names.keyOf('provider', providerId),
            label: freeLabel(taken, person, label),
            settings: openSettings(ports.keyring, id, settings),
            ...(verified && ports.channels.isVouchable(channel) ? { verified: true as const } : {}),
          };
          return [{ id, item }];
        },
      );
    },
    async create(ctx, method, names) {
      return (await add(ctx, ports, method, names)).id;
    },
    async update(ctx, current, method, names) {
      return replace(ctx, ports, current, method, names);
    },
    async remove(ctx, id) {
      const personId = await personOfContactMethod(ctx.db, id);
      if (personId !== null) await removeContactMethod(ctx, personId, id);
    },
  });
}

/** People may give two contact methods one label; here each needs its own. */
function freeLabel(taken: Set<string>, person: string, label: string): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? label : `${label} (${count})`;
    if (taken.has(contactMethodKey(person, free))) continue;
    taken.add(contactMethodKey(person, free));
    return free;
  }
}

/** Empty when the key that sealed them is lost: then the document's settings replace them. */
function openSettings(keyring: Keyring, id: number, sealed: string): Record<string, unknown> {
  try {
    return JSON.parse(keyring.open(sealed, settingsContext(id)).reveal()) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SecretProblem) return {};
    throw error;
  }
}

function add(ctx: Context, ports: ContactMethodPorts, { person, provider, ...method }: Method, names: Names) {
  return addContactMethod(ctx, ports, names.idOf('person', person), {
    ...method,
    providerId: provider === null ? null : names.idOf('provider', provider),
    verified: method.verified ?? false,
  });
}

/** Another address is another contact method; the person's rules go over to it. */
async function replace(
  ctx: Context,
  ports: ContactMethodPorts,
  current: Current<Method>,
  method: Method,
  names: Names,
): Promise<number> {
  const personId = names.idOf('person', method.person);
  const rules = await readRules(ctx, personId);
  await removeContactMethod(ctx, personId, current.id);
  const { id } = await add(ctx, ports, method, names);
  const moved = (urgency: Urgency) =>
    rules[urgency].map((rule) => (rule.contactMethodId === current.id ? { ...rule, contactMethodId: id } : rule));
  await replaceRules(ctx, personId, { high: moved('high'), low: moved('low') });
  return id;
}
