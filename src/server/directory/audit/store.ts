import { currentEvent, type EventKind, storedAbout, storedKindsNamed } from '../../../contract/events/catalogue.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type AuditQuery = {
  limit: number;
  cursor?: string | undefined;
  kind?: string | undefined;
  personId?: number | undefined;
  subjectKind?: string | undefined;
  subjectId?: number | undefined;
  from?: string | undefined;
  until?: string | undefined;
};

type EventRow = {
  id: number;
  at: Date;
  kind: string;
  subjectKind: string;
  subjectId: number | null;
  actor: { kind: string; name?: string; personId?: number; tokenId?: number };
  data: Record<string, unknown>;
};

/** Who looks at a room makes a row each time; they are shown to whoever asks for them. */
const looks: EventKind = 'incident.joined';

/** Newest first: the event rows that people, tokens and automation caused. */
export async function listAudit(db: Queryable, query: AuditQuery) {
  const [id] = decodeCursor(query.cursor, 1) ?? [null];
  const bound: unknown[] = [id, query.limit + 1];
  const conditions = ["actor->>'kind' in ('person', 'token', 'bootstrap', 'link')", '($1::bigint is null or id < $1)'];
  if (query.kind === undefined) conditions.push(`kind <> '${looks}'`);
  const filter = (condition: (place: string) => string, value: unknown) => {
    if (value === undefined) return;
    bound.push(value);
    conditions.push(condition(`$${bound.length}`));
  };
  filter((place) => `kind = any(${place})`, query.kind && storedKindsNamed(query.kind));
  filter(
    (place) => `actor->>'kind' in ('person', 'token', 'link') and actor->>'personId' = ${place}::text`,
    query.personId?.toString(),
  );
  if (query.subjectKind !== undefined) {
    const { subjectKinds, kinds } = storedAbout(query.subjectKind);
    filter((place) => `subject_kind = any(${place})`, subjectKinds);
    filter((place) => `kind = any(${place})`, kinds);
  }
  filter((place) => `subject_id = ${place}`, query.subjectId);
  filter((place) => `at >= ${place}::timestamptz`, query.from);
  filter((place) => `at < ${place}::timestamptz`, query.until);
  const found = await rows<EventRow>(
    db,
    `select id, at, kind, subject_kind, subject_id, actor, data from events
     where ${conditions.join(' and ')} order by id desc limit $2`,
    bound,
  );
  return pageOf(found.map(entryOf), query.limit, (entry) => [entry.id]);
}

function entryOf({ actor, data, ...event }: EventRow) {
  const { before = null, after = null, ...details } = data;
  return {
    ...currentEvent(event),
    actor: {
      kind: actor.kind,
      name: actor.name ?? '',
      personId: actor.personId ?? null,
      tokenId: actor.tokenId ?? null,
    },
    before,
    after,
    details,
  };
}
