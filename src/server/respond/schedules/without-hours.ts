import type { TurnedLayer } from '../../../domain/respond/schedules/rotation/rotation.ts';
import { participantsWithoutHours } from '../../../domain/respond/schedules/rotation/without-hours.ts';
import { joined } from '../../../domain/text.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { listDefinitions, namesOfPeople } from './store.ts';

const mostSchedules = 1_000;
const mostNames = 10;

/**
 * One sentence for each layer in which somebody takes part and never comes on call.
 * @param now epoch milliseconds: layers that are over need nobody
 */
export async function warnOfIdle(db: Queryable, { layers }: { layers: TurnedLayer[] }, now: number): Promise<string[]> {
  const today = new Date(now).toISOString().slice(0, 10);
  const found = layers.flatMap((layer) => {
    const people = participantsWithoutHours(layer, today);
    return people.length > 0 ? [{ layer, people }] : [];
  });
  const names = await namesOfPeople(
    db,
    found.flatMap(({ people }) => people),
  );
  return found.map(({ layer, people }) => {
    const named = people.slice(0, mostNames).map((id) => names.get(id) ?? `person ${id}`);
    if (people.length > mostNames) named.push(`${people.length - mostNames} more`);
    const [comes, turns] = people.length === 1 ? ['comes', 'every turn'] : ['come', 'all their turns'];
    return `${joined(named)} never ${comes} on call in the layer ${layer.name}: ${turns} would be ${whereTo(layer)}.`;
  });
}

/** The same for all schedules, each sentence with the name of its schedule. */
export async function warnOfAllIdle(db: Queryable): Promise<string[]> {
  const now = await readNowMs(db);
  const sentences: string[] = [];
  for (const { name, definition } of await listDefinitions(db, mostSchedules)) {
    sentences.push(...(await warnOfIdle(db, definition, now)).map((sentence) => `Schedule ${name}: ${sentence}`));
  }
  return sentences;
}

function whereTo({ restrictions, endsOn }: TurnedLayer): string {
  if (!restrictions?.length) return 'after its end';
  return endsOn === undefined ? 'outside its hours' : 'outside its hours or after its end';
}
