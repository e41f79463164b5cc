import type { NewOrder } from '../../../contract/endpoint.ts';
import { problem } from '../../../contract/errors.ts';
import type { ProviderChange, ProviderInput } from '../../../contract/respond/providers.ts';
import { singleLine } from '../../../domain/text.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';
import { requireOrder, requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { ProviderKind } from '../channels/provider.ts';
import { findProviderKind, providerKinds } from '../channels/registry.ts';
import { hookUrlOf } from './hand-over.ts';
import * as store from './store.ts';

export type ProviderPorts = { keyring: Keyring; egress: Egress; publicUrl: () => string };

export async function listProviders(ctx: Context, ports: ProviderPorts) {
  return { items: (await store.listProviders(ctx.db)).map((each) => shown(each, ports)) };
}

export async function readProvider(ctx: Context, ports: ProviderPorts, id: number) {
  const found = await existing(ctx, id);
  const { publicUrl } = ports;
  const place = { publicUrl: publicUrl(), hookUrl: hookUrlOf(publicUrl(), found.kind, id) };
  return { ...shown(found, ports), steps: stepsOf(requireKind(found.kind), place) };
}

/** @throws Problem `invalid_input` for an unknown kind or unfit settings, `conflict` when the name is taken */
export async function addProvider(ctx: Context, ports: ProviderPorts, input: ProviderInput) {
  const settings = accept(requireKind(input.kind), input.settings, ports);
  return transaction(ctx.db, async (tx) => {
    if ((await store.countProviders(tx)) >= store.mostProviders)
      throw problem('conflict', `There are already ${store.mostProviders} providers, which is the limit.`);
    const id = await store.nextProviderId(tx);
    await store.insertProvider(tx, id, { ...input, ...sealed(input.kind, settings, ports, id) }).catch(refuseTakenName);
    const { kind, name, position, countries, enabled } = input;
    await recordEvent(tx, ctx.actor, 'provider.created', id, { after: { kind, name, position, countries, enabled } });
    return shown((await store.loadProvider(tx, id))!, ports);
  });
}

/** Secrets and settings that are left out stay. @throws Problem `version_mismatch` */
export async function changeProvider(
  ctx: Context,
  ports: ProviderPorts,
  id: number,
  change: ProviderChange,
  ifMatch?: number,
) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockProvider(tx, id);
    if (!before) throw notFound(id);
    await requireVersion(tx, before, ifMatch, 'provider', id, ['provider.updated']);
    const { settings: changed, ...rest } = change;
    const settings =
      changed && accept(requireKind(before.kind), { ...openOrEmpty(before, ports.keyring), ...changed }, ports);
    await store
      .updateProvider(tx, id, { ...rest, ...(settings ? sealed(before.kind, settings, ports, id) : {}) })
      .catch(refuseTakenName);
    const after = (await store.loadProvider(tx, id))!;
    await recordEvent(tx, ctx.actor, 'provider.updated', id, {
      before: recorded(before),
      after: { ...recorded(after), ...(changed ? { settings: Object.keys(changed) } : {}) },
    });
    return shown(after, ports);
  });
}

/** @throws Problem as `requireOrder` does */
export async function orderProviders(ctx: Context, ports: ProviderPorts, order: NewOrder) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockProviderIds(tx);
    requireOrder(before, order, 'provider');
    await store.setOrder(tx, order.ids);
    await recordEvent(tx, ctx.actor, 'provider.ordered', null, { before, after: order.ids });
    return { items: (await store.listProviders(tx)).map((each) => shown(each, ports)) };
  });
}

/** @throws Problem `conflict` while contact methods name it or escalation policies post through it, with who that is */
export async function removeProvider(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.lockProvider(tx, id);
    if (!before) throw notFound(id);
    const count = before.contactMethodCount;
    const { policies, people } = await store.usersOfProvider(tx, id);
    const uses = [
      ...(policies.length > 0
        ? [
            `${policies.length === 1 ? 'An escalation policy posts' : 'Escalation policies post'} to chat rooms through it: ${policies.join(', ')}.`,
          ]
        : []),
      ...(count > 0
        ? [`${count} contact ${count === 1 ? 'method uses' : 'methods use'} it, of ${people.join(', ')}.`]
        : []),
    ];
    if (uses.length > 0) throw problem('conflict', `${uses.join(' ')} Disable it, or change those first.`);
    await store.deleteProvider(tx, id);
    await recordEvent(tx, ctx.actor, 'provider.deleted', id, { before: recorded(before) });
  });
}

/** All of them with their settings in the clear, for configuration as code. */
export async function allProviders(db: Queryable, keyring: Keyring) {
  return (await store.listProviders(db)).map((row) => {
    const { id, kind, name, position, countries, disabledAt } = row;
    return { id, kind, name, settings: openOrEmpty(row, keyring), position, countries, enabled: disabledAt === null };
  });
}

/** The settings in the clear; empty when their key is lost. */
export function openOrEmpty({ id, settings }: Pick<store.ProviderRow, 'id' | 'settings'>, keyring: Keyring) {
  try {
    return JSON.parse(keyring.open(settings, store.settingsContext(id)).reveal()) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SecretProblem) return {};
    throw error;
  }
}

/** Checked and complete. @throws Problem `invalid_input` */
export function accept(kind: ProviderKind, given: Record<string, unknown>, { egress }: Pick<ProviderPorts, 'egress'>) {
  const filled = Object.entries(given).filter(([, value]) => value !== '' && value !== null);
  const settings = kind.acceptSettings(Object.fromEntries(filled));
  for (const destination of kind.destinationsOf(settings)) {
    try {
      egress.check(destination);
    } catch (error) {
      if (!(error instanceof EgressProblem)) throw error;
      throw problem('invalid_input', `Nothing may be sent there: ${error.message}.`);
    }
  }
  return settings;
}

export function requireKind(name: string): ProviderKind {
  const kind = findProviderKind(name);
  if (kind) return kind;
  const message = `Use one of: ${providerKinds.map((each) => each.kind).join(', ')}.`;
  throw problem('invalid_input', `There is no kind of provider ${name}.`, [{ path: 'body.kind', message }]);
}

export function secretFields({ fields }: ProviderKind): string[] {
  return fields.filter(({ kind }) => kind === 'secret').map(({ key }) => key);
}

export function stepsOf(kind: ProviderKind, place: { publicUrl: string; hookUrl: string }) {
  return kind.steps(place).map(({ title, text, code }) => ({ title, text, code: code ?? null }));
}

function sealed(kind: string, settings: Record<string, unknown>, { keyring }: ProviderPorts, id: number): store.Sealed {
  return {
    sealedSettings: keyring.seal(JSON.stringify(settings), store.settingsContext(id)),
    hint: singleLine(requireKind(kind).describe(settings), 200),
  };
}

function shown(row: store.ProviderRow, { keyring, publicUrl }: ProviderPorts) {
  const { settings: _sealed, ...rest } = row;
  const kind = findProviderKind(row.kind);
  const settings = openOrEmpty(row, keyring);
  const secrets = kind ? secretFields(kind) : Object.keys(settings);
  return {
    ...rest,
    settings: Object.fromEntries(Object.entries(settings).filter(([key]) => !secrets.includes(key))),
    secretsSet: secrets.filter((key) => settings[key] !== undefined),
    hookUrl: kind?.receive ? hookUrlOf(publicUrl(), row.kind, row.id) : null,
  };
}

function recorded({ kind, name, hint, position, countries, disabledAt }: store.ProviderRow) {
  return { kind, name, hint, position, countries, enabled: disabledAt === null };
}

async function existing(ctx: Context, id: number) {
  const found = await store.loadProvider(ctx.db, id);
  if (!found) throw notFound(id);
  return found;
}

const notFound = (id: number) => problem('not_found', `No provider has the id ${id}.`);

function refuseTakenName(error: unknown): never {
  if ((error as { constraint?: string }).constraint !== 'providers_name') throw error;
  throw problem('conflict', 'Another provider has this name.', [{ path: 'body.name', message: 'This name is taken.' }]);
}
