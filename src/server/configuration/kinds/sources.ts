import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { mappingRules } from '../../../contract/detect/mapping.ts';
import { type VerificationInput, verificationInput } from '../../../contract/detect/source-verification.ts';
import { sourceInput } from '../../../contract/detect/sources.ts';
import { slug } from '../../../contract/endpoint.ts';
import { closeBackInput } from '../../../contract/outgoing/close-back.ts';
import { updateMapping } from '../../detect/mappings/actions.ts';
import { platformSourceSlug } from '../../detect/rulebook/rulebook.ts';
import { openKey } from '../../detect/rulebook/source-key.ts';
import { createSource, deleteSource, updateSource } from '../../detect/sources/actions.ts';
import { checkSourceInput } from '../../detect/sources/check-input.ts';
import { allVerifications, replaceVerification } from '../../detect/sources/verification/actions.ts';
import { allCloseBacks, normaliseCloseBack, updateCloseBack } from '../../outgoing/close-back/actions.ts';
import type { OutgoingWebhookPorts } from '../../outgoing/webhooks/actions.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { stableText } from '../compare.ts';
import { defineKind, type Names } from '../kind.ts';
import { allSources, type SourceRow } from '../store.ts';

const { serviceId: _byId, ...shape } = sourceInput.shape;
const schema = z.strictObject({
  ...shape,
  service: slug.nullable().default(null),
  verification: verificationInput.default({ method: 'none' }),
  mapping: mappingRules.default([]),
  closeBack: closeBackInput
    .refine(({ credential }) => credential !== null, { path: ['credential'], error: 'Leave it out, and it stays.' })
    .prefault({ kind: 'none' }),
});
type Source = z.output<typeof schema>;

export function sources({ keyring, egress }: Pick<OutgoingWebhookPorts, 'keyring' | 'egress'>) {
  return defineKind<Source>({
    kind: 'source',
    section: 'sources',
    schema,
    keyOf: (source) => source.slug,
    secrets: () => ['key', 'verification.secret', 'closeBack.credential'],
    normalise: ({ verification, closeBack, ...source }) => ({
      ...source,
      closeBack: normaliseCloseBack(closeBack),
      verification: withoutForeignSecret(verification),
      settings: checkSourceInput({ ...source, serviceId: null }),
      heartbeat: source.heartbeat?.schedule ? withoutInterval(source.heartbeat) : source.heartbeat,
    }),
    references: ({ service, mapping }) => [
      ...(service === null ? [] : [{ path: 'service', kind: 'service', key: service }]),
      ...mapping.flatMap((rule, index) =>
        rule.do === 'look-up' ? [{ path: `mapping[${index}].table`, kind: 'lookupTable', key: rule.table }] : [],
      ),
    ],
    async list(db, names) {
      const verifications = await allVerifications(db, keyring);
      const closeBacks = await allCloseBacks(db, keyring);
      const all = await allSources(db, platformSourceSlug);
      return all.map((row) => ({
        id: row.id,
        item: {
          ...itemOf(row, keyring, names),
          verification: verifications.get(row.id) ?? { method: 'none' },
          closeBack: closeBacks.get(row.id) ?? toldNobody,
        },
      }));
    },
    async create(ctx, source, names) {
      const { id } = await createSource(ctx, keyring, inputOf(source, names));
      if (source.verification.method !== 'none')
        await replaceVerification(ctx, keyring, id, { rule: source.verification });
      if (source.mapping.length > 0) await updateMapping(ctx, id, source.mapping);
      if (source.closeBack.kind !== 'none') await updateCloseBack(ctx, { keyring, egress }, id, source.closeBack);
      return id;
    },
    async update(ctx, { id, item }, source, names) {
      await updateSource(ctx, keyring, id, inputOf(source, names));
      if (stableText(item.verification) !== stableText(source.verification))
        await replaceVerification(ctx, keyring, id, {
          rule: withoutKeptSecret(item.verification, source.verification),
        });
      if (!isDeepStrictEqual(item.mapping, source.mapping)) await updateMapping(ctx, id, source.mapping);
      if (!isDeepStrictEqual(item.closeBack, source.closeBack))
        await updateCloseBack(ctx, { keyring, egress }, id, withoutKeptCredential(item.closeBack, source.closeBack));
      return undefined;
    },
    remove: deleteSource,
  });
}

function itemOf(row: SourceRow, keyring: Keyring, names: Names): Omit<Source, 'verification' | 'closeBack'> {
  const { slug, name, type, sender, settings, serviceId, pagesNobody, messageLabels } = row;
  return {
    slug,
    name,
    type,
    sender,
    settings,
    pagesNobody,
    messageLabels,
    heartbeat: heartbeatOf(row),
    key: readKey(row, keyring),
    mapping: row.mapping,
    service: serviceId === null ? null : names.keyOf('service', serviceId),
  };
}

const toldNobody: Source['closeBack'] = { kind: 'none', url: null, silenceMinutes: 60 };

/** The credential of another tool is none of this one, whoever kept it. */
function withoutKeptCredential(before: Source['closeBack'], after: Source['closeBack']): Source['closeBack'] {
  if (before.kind === after.kind || before.credential !== after.credential) return after;
  const { credential: _kept, ...rest } = after;
  return rest;
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

/** A secret that was kept although the document names a method that has none. */
function withoutForeignSecret(rule: VerificationInput): VerificationInput {
  return verificationInput.parse(
    ['none', 'sns', 'google', 'entra'].includes(rule.method)
      ? Object.fromEntries(Object.entries(rule).filter(([name]) => name !== 'secret'))
      : rule,
  );
}

/** The secret of another method is none of this one, whoever kept it. */
function withoutKeptSecret(before: VerificationInput, after: VerificationInput): VerificationInput {
  if (!('secret' in before && 'secret' in after)) return after;
  if (before.method === after.method || before.secret !== after.secret) return after;
  const { secret: _kept, ...rest } = after;
  return rest;
}

function inputOf({ service, verification: _beside, mapping: _own, closeBack: _told, ...source }: Source, names: Names) {
  return { ...source, serviceId: service === null ? null : names.idOf('service', service) };
}
