import { z } from 'zod';
import { emailAddress } from '../../../../contract/directory/people.ts';
import { line, slug } from '../../../../contract/endpoint.ts';
import { problem } from '../../../../contract/errors.ts';
import { digestInput } from '../../../../contract/outgoing/digests.ts';
import { chatRoom } from '../../../../contract/respond/escalation-definition.ts';
import { allDigests, createDigestOf, deleteDigestOf, replaceDigestOf } from '../../../outgoing/digests/actions.ts';
import { defineKind, type Names } from '../../kind.ts';
import { contactMethodKey } from '../contact-methods.ts';

const { parts, rhythm, weekday, at, timeZone, isPaused } = digestInput.shape;

const schema = z.strictObject({
  person: emailAddress,
  chatRoom: chatRoom({ provider: line(80) })
    .nullable()
    .default(null),
  contactMethod: z.string().trim().min(1).max(100).nullable().default(null),
  team: slug.nullable().default(null),
  sprintTeam: slug.nullable().default(null),
  ...{ rhythm, weekday, timeZone, parts, isPaused },
  at: at.default('09:00'),
  number: z.int().min(1).max(100).default(1),
});
type Digest = z.output<typeof schema>;
type Place = Pick<Digest, 'person' | 'chatRoom' | 'rhythm' | 'team'>;

/** Digests have no name: they are told apart by where they go, how often and of whom; several alike by their number. */
const alike = ({ person, chatRoom: room, rhythm: every, team }: Place) =>
  `${room ? `${room.channel} ${room.name}` : person}, ${every}${team === null ? '' : `, ${team}`}`;

export const digests = defineKind<Digest>({
  kind: 'digest',
  section: 'digests',
  schema,
  keyOf: (digest) => `${alike(digest)}${digest.number === 1 ? '' : ` (${digest.number})`}`,
  normalise: (digest) => ({ ...digest, parts: [...digest.parts].sort() }),
  references: ({ person, chatRoom: room, contactMethod, team, sprintTeam }) => [
    { path: 'person', kind: 'person', key: person },
    ...(room ? [{ path: 'chatRoom.provider', kind: 'provider', key: room.provider }] : []),
    ...(contactMethod === null
      ? []
      : [{ path: 'contactMethod', kind: 'contactMethod', key: contactMethodKey(person, contactMethod) }]),
    ...(team === null ? [] : [{ path: 'team', kind: 'team', key: team }]),
    ...(sprintTeam === null ? [] : [{ path: 'sprintTeam', kind: 'team', key: sprintTeam }]),
  ],
  async list(db, names) {
    const count = new Map<string, number>();
    return (await allDigests(db)).flatMap(
      ({ id, person: { id: personId }, team, chatRoom: room, contactMethodId, ...rest }) => {
        const person = names.keyOf('person', personId);
        if (person === null) return [];
        const method = contactMethodId === null ? null : names.keyOf('contactMethod', contactMethodId);
        const { providerId, ...place } = room ?? { providerId: 0 };
        const item = {
          person,
          chatRoom: room && {
            ...(place as Omit<typeof room, 'providerId'>),
            provider: names.keyOf('provider', providerId) ?? '',
          },
          contactMethod: method === null ? null : method.slice(person.length + 1),
          team: team === null ? null : names.keyOf('team', team.id),
          sprintTeam: rest.sprintTeam === null ? null : names.keyOf('team', rest.sprintTeam.id),
          ...{ rhythm: rest.rhythm, weekday: rest.weekday, at: rest.at, timeZone: rest.timeZone },
          ...{ parts: [...rest.parts].sort(), isPaused: rest.isPaused },
        };
        const number = (count.get(alike(item)) ?? 0) + 1;
        count.set(alike(item), number);
        return [{ id, item: { ...item, number } }];
      },
    );
  },
  async create(ctx, digest, names) {
    const before = (await this.list(ctx.db, names)).filter(({ item }) => alike(item) === alike(digest)).length;
    if (digest.number !== before + 1)
      throw problem('invalid_input', `The next one of these has the number ${before + 1}.`, [
        { path: 'number', message: `The next one of these has the number ${before + 1}.` },
      ]);
    return (await createDigestOf(ctx, names.idOf('person', digest.person), inputOf(digest, names))).id;
  },
  async update(ctx, current, digest, names) {
    await replaceDigestOf(ctx, current.id, names.idOf('person', digest.person), inputOf(digest, names));
    return undefined;
  },
  remove: deleteDigestOf,
});

function inputOf(
  { person, chatRoom: room, contactMethod, team, sprintTeam, number: _, ...digest }: Digest,
  names: Names,
) {
  const { provider, ...place } = room ?? { provider: '' };
  return {
    ...digest,
    teamId: team === null ? null : names.idOf('team', team),
    sprintTeamId: sprintTeam === null ? null : names.idOf('team', sprintTeam),
    contactMethodId:
      contactMethod === null ? null : names.idOf('contactMethod', contactMethodKey(person, contactMethod)),
    chatRoom: room && { ...(place as Omit<typeof room, 'provider'>), providerId: names.idOf('provider', provider) },
  };
}
