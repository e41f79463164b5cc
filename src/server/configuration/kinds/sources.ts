import { z } from 'zod';
import { sourceInput } from '../../../contract/detect/sources.ts';
import { slug } from '../../../contract/endpoint.ts';
import { platformSourceSlug } from '../../detect/rulebook/rulebook.ts';
import { openKey } from '../../detect/rulebook/source-key.ts';
import { createSource, deleteSource, updateSource } from '../../detect/sources/actions.ts';
import { checkSourceInput } from '../../detect/sources/check-input.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { defineKind, type Names } from '../kind.ts';
import { allSources, type SourceRow } from '../store.ts';

const { serviceId: _byId, ...shape } = sourceInput.shape;
const schema = z.strictObject({ ...shape, service: slug.nullable().default(null) });
type Source = z.output<typeof schema>;

export function sources(keyring: Keyring) {
  return defineKind<Source>({
    kind: 'source',
    section: 'sources',
    schema,
    keyOf: (source) => source.slug,
    secrets: () => ['key'],
    normalise: (source) => ({
      ...source,
      settings: checkSourceInput({ ...source, serviceId: null }),
      heartbeat: source.heartbeat?.schedule ? withoutInterval(source.heartbeat) : source.heartbeat,
    }),
    references: ({ service }) => (service === null ? [] : [{ path: 'service', kind: 'service', key: service }]),
    list: async (db, names) =>
      (await allSources(db, platformSourceSlug)).map((row) => ({ id: row.id, item: itemOf(row, keyring, names) })),
    create: async (ctx, source, names) => (await createSource(ctx, keyring, inputOf(source, names))).id,
    async update(ctx, current, source, names) {
      await updateSource(ctx, keyring, current.id, inputOf(source, names));
      return undefined;
    },
    remove: deleteSource,
  });
}

function itemOf(row: SourceRow, keyring: Keyring, names: Names): Source {
  const { slug, name, type, settings, serviceId, pagesNobody, messageLabels } = row;
  return {
    slug,
    name,
    type,
    settings,
    pagesNobody,
    messageLabels,
    heartbeat: heartbeatOf(row),
    key: readKey(row, keyring),
    service: serviceId === null ? null : names.keyOf('service', serviceId),
  };
}

const withoutInterval = ({ graceSeconds, schedule }: NonNullable<Source['heartbeat']>) => ({ graceSeconds, schedule });

/** With a schedule nobody sets an interval. */
function heartbeatOf({ intervalSeconds, graceSeconds, cron, timeZone }: SourceRow): Source['heartbeat'] {
  if (intervalSeconds === null || graceSeconds === null) return null;
  if (cron === null || timeZone === null) return { intervalSeconds, graceSeconds, schedule: null };
  return { graceSeconds, schedule: { cron, timeZone } };
}

/** Undefined when the secret key that sealed it is lost. */
function readKey({ keyHash, keySealed }: SourceRow, keyring: Keyring): string | undefined {
  try {
    return openKey(keyring, keyHash, keySealed);
  } catch (error) {
    if (error instanceof SecretProblem) return undefined;
    throw error;
  }
}

function inputOf({ service, ...source }: Source, names: Names) {
  return { ...source, serviceId: service === null ? null : names.idOf('service', service) };
}
