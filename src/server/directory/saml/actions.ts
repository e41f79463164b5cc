/** The SAML provider of this installation, as admins set it up. */
import type { SamlProvider, SamlProviderInput } from '../../../contract/directory/saml.ts';
import { problem } from '../../../contract/errors.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import type { SamlConnection } from '../../platform/auth/saml/flow.ts';
import type { SamlIdp } from '../../platform/auth/saml/metadata.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Queryable, transaction } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { type StoredSamlProvider, settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { requireToHoldRole } from '../roles/no-escalation.ts';

/** Its libraries are loaded only where SAML is used, because they cost memory. */
const metadataReader = () => import('../../platform/auth/saml/metadata.ts');

const mostMetadataBytes = 2 * 1024 * 1024;

export async function readSamlConnection(db: Queryable): Promise<(SamlConnection & { name: string }) | null> {
  const { value } = await readSetting(db, settings.samlProvider);
  return value && { ...value, idp: value.idp };
}

export async function describeSamlProvider(db: Queryable, publicUrl: string): Promise<SamlProvider> {
  const { value, version } = await readSetting(db, settings.samlProvider);
  const { serviceProviderAt } = await metadataReader();
  return { provider: value && (await described(value)), here: serviceProviderAt(publicUrl), version };
}

async function described({ idp, ...input }: StoredSamlProvider): Promise<NonNullable<SamlProvider['provider']>> {
  const { entityId, signInUrl } = idp;
  return { ...input, entityId, signInUrl, certificates: await describeCertificates(idp) };
}

export async function describeCertificates({ certificates }: SamlIdp) {
  const { readCertificate } = await metadataReader();
  return certificates.map((certificate) => {
    const { fingerprint256, validTo } = readCertificate(certificate);
    return { fingerprint: fingerprint256, endsAt: new Date(validTo).toISOString() };
  });
}

/**
 * Reads the metadata first, so that nothing is kept that nobody could sign in through.
 * @throws Problem `invalid_input` for metadata that cannot be used, `version_mismatch`
 */
export async function updateSamlProvider(
  ctx: Context,
  egress: Egress,
  input: SamlProviderInput,
  ifMatch?: number,
): Promise<void> {
  // Whoever says who somebody is could say that they are an admin.
  requireToHoldRole(ctx.actor, 'admin');
  const idp = await loadMetadata(egress, input).catch((error) => {
    const path = input.metadataUrl === null ? 'body.metadataXml' : 'body.metadataUrl';
    throw problem('invalid_input', undefined, [{ path, message: reasonOf(error) }]);
  });
  await transaction(ctx.db, (tx) => keep({ ...ctx, db: tx }, { ...input, idp }, ifMatch));
}

/** @throws Problem `not_found` */
export async function removeSamlProvider(ctx: Context): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if ((await readSetting(tx, settings.samlProvider)).value === null)
      throw problem('not_found', 'SAML is not set up.');
    await keep({ ...ctx, db: tx }, null);
  });
}

async function keep(ctx: Context, value: StoredSamlProvider | null, ifMatch?: number): Promise<void> {
  const { value: before } = await readSetting(ctx.db, settings.samlProvider);
  const data = { before: before && summary(before), after: value && summary(value) };
  await writeSetting(ctx.db, ctx, settings.samlProvider, value, ifMatch, data);
}

/** Without the metadata itself, which is long and in other words here. */
const summary = ({ metadataXml: _, idp, ...input }: StoredSamlProvider) => ({ ...input, ...idp });

const system: Actor = { kind: 'system', name: 'Single sign-on' };

/**
 * Takes over new certificates, and the address where people sign in, from the metadata that the provider publishes.
 * @returns why it could not, or null
 */
export async function refreshMetadata(db: Database, egress: Egress): Promise<string | null> {
  const { value } = await readSetting(db, settings.samlProvider);
  if (!value || value.metadataUrl === null) return null;
  const idp = await loadMetadata(egress, value).catch(reasonOf);
  if (typeof idp === 'string') return idp;
  if (idp.entityId !== value.idp.entityId)
    return `The metadata is of another provider by now: ${idp.entityId.slice(0, 200)}. Look at it, and save it anew if it is right.`;
  if (JSON.stringify(idp) === JSON.stringify(value.idp)) return null;
  await transaction(db, async (tx) => {
    const { value: now, version } = await readSetting(tx, settings.samlProvider);
    // Somebody has changed it in the meantime: what they read is newer.
    if (JSON.stringify(now) !== JSON.stringify(value)) return;
    await keep({ db: tx, actor: system }, { ...value, idp }, version);
  });
  return null;
}

async function loadMetadata(
  egress: Egress,
  { metadataUrl, metadataXml }: Pick<SamlProviderInput, 'metadataUrl' | 'metadataXml'>,
): Promise<SamlIdp> {
  const { readIdpMetadata } = await metadataReader();
  if (metadataUrl === null) return readIdpMetadata(metadataXml ?? '');
  const request = { url: metadataUrl, maxResponseBytes: mostMetadataBytes, maxRedirects: 3 };
  const { status, body } = await egress.request(request);
  if (status !== 200) throw new MetadataFault(`The address answers with status ${status}.`);
  return readIdpMetadata(body.toString('utf8'));
}

class MetadataFault extends Error {
  override name = 'MetadataFault';
}

/** What is wrong with the metadata; anything else is a fault of ours. */
function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  if (!['SamlFailure', 'EgressProblem', 'MetadataFault'].includes(name)) throw error;
  return `The metadata cannot be used: ${message.slice(0, 300)}`;
}
