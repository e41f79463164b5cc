import { z } from 'zod';
import { emailAddress } from '../../../../contract/directory/people.ts';
import { line, slug } from '../../../../contract/endpoint.ts';
import type { Context } from '../../../platform/context.ts';
import { listRecipients, setRecipient } from '../../../program/letters/actions.ts';
import { defineKind, type Names } from '../../kind.ts';

const schema = z
  .strictObject({
    team: slug,
    person: emailAddress.nullable().default(null),
    outside: z
      .strictObject({ name: line(120).nullable().default(null), email: z.email().max(254) })
      .nullable()
      .default(null),
    isOn: z.boolean().default(true),
  })
  .refine(({ person, outside }) => person === null || outside === null, {
    path: ['outside'],
    error: 'Name a person or somebody outside, not both.',
  });
type Letters = z.output<typeof schema>;

/** Of each team's open plan: who gets its letters. What only the next letter adds or asks is no configuration. */
export const sponsorLetters = defineKind<Letters>({
  kind: 'sponsorLetters',
  section: 'sponsorLetters',
  schema,
  keyOf: ({ team }) => team,
  normalise: ({ outside, ...letters }) => ({ ...letters, outside: outside && named(outside) }),
  references: ({ team, person }) => [
    { path: 'team', kind: 'team', key: team },
    ...(person === null ? [] : [{ path: 'person', kind: 'person', key: person }]),
  ],
  list: async (db, names) =>
    (await listRecipients(db)).flatMap(({ pilotId, teamId, personEmail, outside, isOn }) => {
      const team = names.keyOf('team', teamId);
      return team === null ? [] : [{ id: pilotId, item: { team, person: personEmail, outside, isOn } }];
    }),
  create: (ctx, letters, names) => save(ctx, letters, names),
  async update(ctx, _current, letters, names) {
    await save(ctx, letters, names);
    return undefined;
  },
  remove: async (ctx, pilotId) => {
    const found = (await listRecipients(ctx.db)).find((one) => one.pilotId === pilotId);
    if (found) await setRecipient(ctx, found.teamId, { recipient: null, isOn: false });
  },
});

/** As it is stored: whoever has no name is called by their address. */
const named = ({ name, email }: NonNullable<Letters['outside']>) => ({
  ...{ name: name ?? email.toLowerCase(), email: email.toLowerCase() },
});

async function save(ctx: Context, { team, person, outside, isOn }: Letters, names: Names): Promise<number> {
  const recipient = outside
    ? { personId: null, ...outside }
    : person === null
      ? null
      : { personId: names.idOf('person', person), name: null, email: null };
  return setRecipient(ctx, names.idOf('team', team), { recipient, isOn });
}
