import { type FieldError, problem } from '../../../contract/errors.ts';
import type { CloseBackInput } from '../../../contract/outgoing/close-back.ts';
import { platformSourceSlug } from '../../detect/rulebook/rulebook.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { keptAs, shownAs, withScheme } from './grafana.ts';
import * as store from './store.ts';

export async function getCloseBack(ctx: Context, sourceId: number) {
  return shown(await existing(ctx.db, sourceId));
}

/** Replaces what the sender of a source is told. `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateCloseBack(
  ctx: Context,
  { keyring, egress }: { keyring: Keyring; egress: Pick<Egress, 'check'> },
  sourceId: number,
  { credential, ...input }: CloseBackInput,
  ifMatch?: number,
) {
  return transaction(ctx.db, async (tx) => {
    const before = await existing(tx, sourceId);
    if (before.sourceSlug === platformSourceSlug || before.sourceType === 'check' || before.sourceType === 'heartbeat')
      throw problem('state_conflict', 'This source has no sender that could be told.');
    const was = shownAs(before.closeBack);
    const kept = input.kind === was.kind ? before.credential : '';
    const given = credential && withScheme(input.kind, credential);
    const sealed = given === undefined ? kept : given ? keyring.seal(given, store.credentialContext(sourceId)) : '';
    const stored = input.kind === 'none' ? '' : sealed;
    const faults = faultsOf(input, stored, egress);
    if (faults.length > 0) throw problem('invalid_input', 'Some fields are not valid.', faults);
    const closeBack = keptAs(input);
    if (!(await store.updateCloseBack(tx, sourceId, { closeBack, credential: stored }, ifMatch)))
      throw await changedMeanwhile(tx, 'source', sourceId, ['source.closeBackUpdated']);
    await store.forgetCalls(tx, sourceId);
    await recordEvent(tx, ctx.actor, 'source.closeBackUpdated', sourceId, {
      before: was,
      after: shownAs(closeBack),
    });
    return shown(await existing(tx, sourceId));
  });
}

/** As it is kept: whoever is told nothing has no address and no credential, and a token is sent as one. */
export function normaliseCloseBack({ credential, ...input }: CloseBackInput): CloseBackInput {
  const closeBack = shownAs(keptAs(input));
  if (closeBack.kind === 'none' || !credential) return closeBack;
  return { ...closeBack, credential: withScheme(closeBack.kind, credential) };
}

/** What the senders of all sources are told, with the credentials that can be opened; sources that tell nobody are left out. */
export async function allCloseBacks(db: Queryable, keyring: Keyring): Promise<Map<number, CloseBackInput>> {
  const found = await store.listCloseBacks(db);
  return new Map(
    found.map(({ sourceId, closeBack, credential }) => {
      const opened = credential === '' ? undefined : openedOrNone(keyring, sourceId, credential);
      return [sourceId, { ...shownAs(closeBack), ...(opened !== undefined && { credential: opened }) }];
    }),
  );
}

/** Undefined when the key that sealed it is lost. */
function openedOrNone(keyring: Keyring, sourceId: number, sealed: string): string | undefined {
  try {
    return keyring.open(sealed, store.credentialContext(sourceId)).reveal();
  } catch (error) {
    if (error instanceof SecretProblem) return undefined;
    throw error;
  }
}

function faultsOf({ kind, url }: Omit<CloseBackInput, 'credential'>, sealed: string, egress: Pick<Egress, 'check'>) {
  const faults: FieldError[] = [];
  if (sealed === '' && kind === 'pagerduty')
    faults.push({ path: 'body.credential', message: 'Enter the integration key.' });
  if (sealed === '' && kind === 'grafana')
    faults.push({ path: 'body.credential', message: 'Enter the token of a service account.' });
  if (sealed === '' && kind === 'opsgenie') faults.push({ path: 'body.credential', message: 'Enter the API key.' });
  try {
    if (url !== null && kind !== 'none') egress.check(url);
  } catch (error) {
    if (!(error instanceof EgressProblem)) throw error;
    faults.push({ path: 'body.url', message: `Evenkeel may not call this address: ${error.message}.` });
  }
  return faults;
}

async function existing(db: Queryable, sourceId: number): Promise<store.StoredCloseBack> {
  const found = await store.loadCloseBack(db, sourceId);
  if (!found) throw problem('not_found', `No source has the id ${sourceId}.`);
  return found;
}

function shown({ closeBack, credential, sourceSlug: _slug, sourceType: _type, ...status }: store.StoredCloseBack) {
  return { ...shownAs(closeBack), hasCredential: credential !== '', ...status };
}
