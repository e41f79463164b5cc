import { type FieldError, Problem } from '../../../contract/errors.ts';
import type { ChatRoom, EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import { laddersOf } from '../../../domain/respond/escalation/definition.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { channels, findChannel, kindsCarrying } from '../channels/registry.ts';
import { listProviders } from '../providers/store.ts';

type Carrier = { id: number; name: string; kind: string; disabledAt: Date | null };
type Placed = { room: ChatRoom; path: string; stepIndex: number; branch: string | null };

/** What is wrong with the rooms of a definition, each at its place below `body.definition`. */
export async function faultsOfRooms(db: Queryable, definition: EscalationDefinition): Promise<FieldError[]> {
  const placed = placesOf(definition);
  if (placed.length === 0) return [];
  const carriers = await listProviders(db);
  return placed.flatMap(({ room, path }) =>
    faultsOf(room, carriers).map((fault) => ({ ...fault, path: path + fault.path })),
  );
}

/** Rooms that a message would not reach as things stand: their provider is gone or disabled. */
export async function unservedRooms(db: Queryable, definition: EscalationDefinition): Promise<Omit<Placed, 'path'>[]> {
  const placed = placesOf(definition);
  if (placed.length === 0) return [];
  const working = new Set((await listProviders(db)).flatMap(({ id, disabledAt }) => (disabledAt === null ? [id] : [])));
  return placed.filter(({ room }) => !working.has(room.providerId));
}

/** What is wrong with one room, at its place `path`. */
export async function faultsOfRoom(db: Queryable, room: ChatRoom, path: string): Promise<FieldError[]> {
  const faults = faultsOf(room, await listProviders(db));
  return faults.map((fault) => ({ ...fault, path: path + fault.path }));
}

function faultsOf({ channel: name, providerId, settings }: ChatRoom, carriers: Carrier[]): FieldError[] {
  const channel = findChannel(name);
  if (!channel?.hasRooms) {
    const having = channels.filter(({ hasRooms }) => hasRooms).map((each) => each.channel);
    return [{ path: '.channel', message: `Use one of: ${having.join(', ')}.` }];
  }
  const provider = carriers.find(({ id }) => id === providerId);
  if (!provider) return [{ path: '.providerId', message: `No provider has the id ${providerId}.` }];
  if (!kindsCarrying(name).some(({ kind }) => kind === provider.kind))
    return [{ path: '.providerId', message: `${provider.name} does not carry ${channel.title}.` }];
  try {
    if (channel.isRoom(settings)) return [];
    return channel.fields.slice(0, 1).map(({ key }) => ({
      path: `.settings.${key}`,
      message: 'This is a person. Give a room that several people read.',
    }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.errors.map(({ path, message }) => ({ path: `.settings.${path}`, message }));
  }
}

function placesOf(definition: EscalationDefinition): Placed[] {
  return laddersOf(definition).flatMap(({ steps, branch }, index) =>
    steps.flatMap(({ chatRooms = [] }, stepIndex) =>
      chatRooms.map((room, at) => ({
        ...{ room, stepIndex, branch: branch?.name ?? null },
        path: `body.definition${branch ? `.branches.${index}` : ''}.steps.${stepIndex}.chatRooms.${at}`,
      })),
    ),
  );
}
