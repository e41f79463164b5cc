import { problem } from '../../../../contract/errors.ts';
import type { DeclareInput } from '../../../../contract/respond/incidents/changes.ts';
import { defaultSeverity, severityLabel } from '../../../../domain/severity.ts';
import { singleLine } from '../../../../domain/text.ts';
import { type Actor, actorReference, personIdOf } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { type Transaction, transaction } from '../../../platform/db/database.ts';
import { readNow } from '../../../platform/db/now.ts';
import { requireOffered } from '../../protocols/actions.ts';
import { linkAlertRows, requireAlerts } from '../alerts/actions.ts';
import type { AlertRow } from '../alerts/store.ts';
import { refreshTimers } from '../clocks/timers.ts';
import { assignRole } from '../roles/actions.ts';
import { tell } from '../timeline/actions.ts';
import { callPeople } from './call-people.ts';
import * as store from './store.ts';

/**
 * Declares an incident. What is left out comes from the alerts: title, severity, services, and when it began.
 * Whoever the severity names is paged in the same transaction. Returns its id.
 * @throws Problem `conflict` when an alert belongs to another incident
 */
export async function declareIncident(ctx: Context, input: DeclareInput): Promise<number> {
  return transaction(ctx.db, async (tx) => {
    const alerts = await requireAlerts(tx, input.alertIds);
    const title = input.title ?? singleLine(alerts[0]?.title ?? '', 200);
    if (title === '')
      throw problem('invalid_input', undefined, [{ path: 'body.title', message: 'Say what is wrong.' }]);
    const now = await readNow(tx);
    if (input.impactStartedAt !== undefined && new Date(input.impactStartedAt) > now) {
      const message = 'The impact cannot start in the future.';
      throw problem('invalid_input', message, [{ path: 'body.impactStartedAt', message }]);
    }
    if (input.protocolKey) await requireOffered(tx, input.protocolKey, 'body.protocolKey');
    const declared = await openIncident(tx, ctx.actor, {
      ...input,
      title,
      severity: input.severity ?? alerts[0]?.severity ?? defaultSeverity,
      alerts,
      declareKey: null,
      declaredAt: now,
    });
    const personId = personIdOf(ctx.actor);
    if (input.takeCommand && personId !== null) {
      await assignRole(tx, ctx.actor, declared, { role: 'commander', personId });
    }
    await callPeople(tx, ctx.actor, (await store.loadIncident(tx, declared))!);
    await refreshTimers(tx, declared);
    return declared;
  });
}

export type Declaration = {
  title: string;
  severity: number;
  summary: string;
  kind: 'real' | 'drill' | 'test';
  serviceIds: number[];
  alerts: AlertRow[];
  impactStartedAt?: string | undefined;
  foundBy?: 'machine' | 'staff' | 'customer' | undefined;
  conferenceUrl?: string | undefined;
  /** Left out: that of the severity. */
  protocolKey?: string | undefined;
  declareKey: string | null;
  declaredAt: Date;
  /** Why it was declared, when a rule did. */
  because?: string;
};

/** Writes the incident with its services and alerts; nobody is called yet. */
export async function openIncident(tx: Transaction, actor: Actor, declaration: Declaration): Promise<number> {
  const { alerts, title, severity } = declaration;
  const missing = await store.missingServices(tx, declaration.serviceIds);
  if (missing.length > 0) {
    throw problem('invalid_input', undefined, [
      { path: 'body.serviceIds', message: `There is no service ${missing[0]}.` },
    ]);
  }
  const id = await store.insertIncident(tx, {
    title,
    summary: declaration.summary,
    severity,
    kind: declaration.kind,
    foundBy: declaration.foundBy ?? (alerts.length > 0 ? 'machine' : null),
    declaredBy: actorReference(actor),
    declareKey: declaration.declareKey,
    conferenceUrl: declaration.conferenceUrl ?? null,
    protocolKey: declaration.protocolKey ?? null,
    impactStartedAt: declaration.impactStartedAt ?? earliest(alerts.map(({ beganAt }) => beganAt)),
    detectedAt: earliest(alerts.map(({ triggeredAt }) => triggeredAt)),
    declaredAt: declaration.declaredAt,
  });
  await store.addServices(tx, id, declaration.serviceIds);
  const because = declaration.because === undefined ? '' : ` (${declaration.because})`;
  await tell(tx, actor, id, {
    event: 'incident.declared',
    kind: 'declared',
    text: `Declared as ${severityLabel(severity)}${because}: ${title}`,
    isKey: true,
    data: { severity, kind: declaration.kind, alertIds: alerts.map((alert) => alert.id) },
  });
  await linkAlertRows(tx, actor, id, alerts);
  return id;
}

function earliest(instants: Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => at.getTime())));
}
