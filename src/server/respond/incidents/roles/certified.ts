/** Command by people: asks for the certificate that the severity needs, in incidents that are real. */

import { Problem } from '../../../../contract/errors.ts';
import type { DeclareInput } from '../../../../contract/respond/incidents/changes.ts';
import type { RoleKey } from '../../../../domain/respond/incidents/roles.ts';
import { commandOf, leftInCommandOf, type Waiver } from '../../../../domain/respond/waivers.ts';
import { defaultSeverity } from '../../../../domain/severity.ts';
import { personIdOf } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { type Queryable, transaction } from '../../../platform/db/database.ts';
import { type CertificateCheck, recordedWaiver, requireCertificate } from '../../certificates.ts';
import { requireAlerts } from '../alerts/actions.ts';
import { changeSeverity } from '../incident/change-severity.ts';
import { declareIncident } from '../incident/declare.ts';
import { requireIncident } from '../incident/record.ts';
import { tell } from '../timeline/actions.ts';
import { acceptRole, takeRole } from './actions.ts';
import { listHoldings } from './store.ts';

type Taking = Parameters<typeof takeRole>[2];

/** As `takeRole`. @throws Problem `certificate_required` */
export async function takeRoleCertified(
  ctx: Context,
  check: CertificateCheck,
  id: number,
  input: Taking,
  waiverReason?: string,
): Promise<void> {
  await inRole(
    ctx,
    check,
    { id, role: input.role, personId: input.personId ?? personIdOf(ctx.actor), waiverReason },
    (within) => takeRole(within, id, input),
  );
}

/** As `acceptRole`. @throws Problem `certificate_required` */
export async function acceptRoleCertified(
  ctx: Context,
  check: CertificateCheck,
  id: number,
  role: RoleKey,
  waiverReason?: string,
): Promise<void> {
  await inRole(ctx, check, { id, role, personId: personIdOf(ctx.actor), waiverReason }, (within) =>
    acceptRole(within, id, role),
  );
}

type Ask = { id: number; role: RoleKey; personId: number | null; waiverReason: string | undefined };

async function inRole(
  ctx: Context,
  check: CertificateCheck,
  { id, role, personId, waiverReason }: Ask,
  take: (within: Context) => Promise<void>,
): Promise<void> {
  const { severity, kind } = await requireIncident(ctx.db, id);
  const asks =
    role === 'commander' && kind === 'real' && personId !== null && !(await holds(ctx.db, id, role, personId));
  const waiver = asks ? await askCommand(check, { personId, severity, waiverReason }) : null;
  if (!waiver) return take(ctx);
  await transaction(ctx.db, async (tx) => {
    await take({ ...ctx, db: tx });
    await tellWaiver(tx, ctx, id, recordedWaiver(waiver, commandOf(severity).done));
  });
}

async function holds(db: Queryable, id: number, role: RoleKey, personId: number): Promise<boolean> {
  return (await listHoldings(db, id, role)).some((holding) => holding.personId === personId);
}

/**
 * As `declareIncident`, which is never refused for want of a certificate: without one, nobody has taken command, the
 * commander is paged as the severity says, and the timeline says why.
 */
export async function declareCertified(
  ctx: Context,
  check: CertificateCheck,
  input: DeclareInput,
  waiverReason?: string,
): Promise<number> {
  const personId = personIdOf(ctx.actor);
  if (!input.takeCommand || personId === null || input.kind !== 'real') return declareIncident(ctx, input);
  const severity = input.severity ?? (await severityOfAlerts(ctx.db, input.alertIds));
  let waiver: Waiver | null = null;
  let refusal: string | null = null;
  try {
    waiver = await askCommand(check, { personId, severity, waiverReason });
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'certificate_required')) throw error;
    refusal = error.message;
  }
  if (!waiver && refusal === null) return declareIncident(ctx, input);
  return transaction(ctx.db, async (tx) => {
    const id = await declareIncident({ ...ctx, db: tx }, { ...input, takeCommand: refusal === null });
    if (waiver) await tellWaiver(tx, ctx, id, recordedWaiver(waiver, commandOf(severity).done));
    if (refusal !== null)
      await tell(tx, ctx.actor, id, {
        event: 'incident.commandRefused',
        kind: 'role',
        text: refusal,
        data: { personId },
      });
    return id;
  });
}

/**
 * As `changeSeverity`, which is never refused for want of a certificate: whoever commands goes on, and the timeline says
 * that the severity they command now needs one which they do not hold.
 */
export async function changeSeverityCertified(
  ctx: Context,
  check: CertificateCheck,
  id: number,
  change: { severity: number; reason: string },
): Promise<void> {
  const { severity: from, kind, commander } = await requireIncident(ctx.db, id);
  const { severity: to } = change;
  const missingAt = (severity: number) =>
    requireCertificate(
      check,
      commandOf(severity).asked,
      (certificates) => certificates.missingForCommand({ personId: commander!.id, severity }),
      'the severity was raised',
    );
  const asks = commander !== null && kind === 'real' && to < from;
  // Of what they commanded before it stands there already.
  const waiver = asks && !(await missingAt(from)) ? await missingAt(to) : null;
  if (!waiver) return changeSeverity(ctx, id, change);
  await transaction(ctx.db, async (tx) => {
    await changeSeverity({ ...ctx, db: tx }, id, change);
    await tellWaiver(tx, ctx, id, recordedWaiver(waiver, leftInCommandOf(to)));
  });
}

async function severityOfAlerts(db: Queryable, alertIds: number[]): Promise<number> {
  const [first] = await requireAlerts(db, alertIds);
  return first?.severity ?? defaultSeverity;
}

function askCommand(
  check: CertificateCheck,
  { personId, severity, waiverReason }: { personId: number; severity: number; waiverReason: string | undefined },
): Promise<Waiver | null> {
  return requireCertificate(
    check,
    commandOf(severity).asked,
    (certificates) => certificates.missingForCommand({ personId, severity }),
    waiverReason,
  );
}

async function tellWaiver(tx: Queryable, { actor }: Context, id: number, data: ReturnType<typeof recordedWaiver>) {
  await tell(tx, actor, id, { event: 'incident.certificateWaived', kind: 'role', text: data.text, isKey: true, data });
}
