/**
 * What would happen to a signal, up to the last message: the reading, routing and paging of the engine itself, run without
 * keeping anything. `simulation.test.ts` holds that it says what the engine then does.
 */
import { problem } from '../../../contract/errors.ts';
import type { SimulatedAlert, Simulation, SimulationInput } from '../../../contract/respond/simulation.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { groupBy } from '../../../domain/group-by.ts';
import { takesTurns } from '../../../domain/respond/escalation/definition.ts';
import { showSignal } from '../../detect/log/received.ts';
import { type SimulatedSignals, simulateSignals } from '../../detect/simulation/actions.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { notPagedWords } from '../coverage/judge.ts';
import { previewPolicy } from '../escalation/foresight.ts';
import { loadPolicy, loadTurns } from '../escalation/store.ts';
import { loadUrgency } from '../pages/opening/open-page-store.ts';
import { emptyPolicy, readPolicy } from '../pages/opening/policy-copy.ts';
import * as store from './store.ts';

const shownSignals = 20;
const shownAlerts = 50;
const shownPages = 20;

/** @throws Problem `not_found` for what does not exist */
export async function simulate(db: Queryable, hasMail: boolean, { of, at }: SimulationInput): Promise<Simulation> {
  const atMs = at === undefined ? await readNowMs(db) : Date.parse(at);
  if (of.kind === 'policy' || of.kind === 'service') return simulatePage(db, hasMail, of, atMs);
  return simulateSender(db, hasMail, await simulateSignals(db, of, atMs), atMs);
}

type PageOf = Extract<SimulationInput['of'], { kind: 'policy' | 'service' }>;

async function simulatePage(db: Queryable, hasMail: boolean, of: PageOf, atMs: number): Promise<Simulation> {
  const policy = of.kind === 'policy' ? await loadPolicy(db, of.policyId) : null;
  const found =
    of.kind === 'service'
      ? await store.policyOfService(db, of.serviceId, false)
      : { serviceId: null, serviceName: null, policyId: policy?.id ?? null, policyName: policy?.name ?? null };
  if (of.kind === 'policy' && policy === null) throw problem('not_found', `No policy has the id ${of.policyId}.`);
  if (of.kind === 'service' && found.serviceId === null)
    throw problem('not_found', `No service has the id ${of.serviceId}.`);
  const definition = policy?.definition ?? ('definition' in found ? found.definition : null);
  const urgency: Urgency = (await loadUrgency(db, of.severity)) === 'high' ? 'high' : 'low';
  const page = {
    title: found.serviceName ?? found.policyName ?? '',
    severity: of.severity,
    urgency,
    service: named(found.serviceId, found.serviceName),
    policy: named(found.policyId, found.policyName),
    alertCount: 0,
    openPageId: null,
    sharesTurns: false,
    preview: await previewPolicy(db, readPolicy(definition) ?? emptyPolicy, {
      ...{ hasMail, urgency, severity: of.severity, at: atMs },
      ...(found.policyId === null ? {} : { turns: await loadTurns(db, found.policyId) }),
    }),
  };
  return { at: textOf(atMs), reading: null, alerts: [], alertCount: 0, pages: [page], pageCount: 1 };
}

async function simulateSender(
  db: Queryable,
  hasMail: boolean,
  signals: SimulatedSignals,
  atMs: number,
): Promise<Simulation> {
  const { reading, asksAdmins, rulebook } = signals;
  // Most severe and newest first, as they are opened: the first of a group gives the page its title.
  const alerts = signals.alerts.toSorted(
    ({ alert: one }, { alert: other }) =>
      one.severity - other.severity || Buffer.compare(other.dedupHash, one.dedupHash),
  );
  const paging = alerts.filter(({ alert }) => alert.notPagedBecause === null);
  const groups = [...groupBy(paging, ({ alert }) => groupText(alert))];
  const openPages = await store.openPagesOf(
    db,
    groups.map(([text]) => text),
  );
  const pages = [];
  for (const [text, members] of groups.slice(0, shownPages)) {
    const { alert: first } = members[0]!;
    const policy = await store.policyOfService(db, first.serviceId, asksAdmins);
    const isHigh = members.some(({ alert }) => rulebook.urgencies[alert.severity] === 'high');
    const urgency: Urgency = isHigh ? 'high' : 'low';
    const definition = readPolicy(policy.definition) ?? emptyPolicy;
    pages.push({
      title: first.folded.title,
      severity: first.severity,
      urgency,
      service: named(policy.serviceId, policy.serviceName),
      policy: named(policy.policyId, policy.policyName),
      alertCount: members.length,
      openPageId: openPages.get(text) ?? null,
      sharesTurns: takesTurns(definition),
      preview: await previewPolicy(db, definition, {
        ...{ hasMail, urgency, severity: first.severity, at: atMs, withAccounts: hasMail && asksAdmins },
        ...(policy.policyId === null ? {} : { turns: await loadTurns(db, policy.policyId) }),
      }),
    });
  }
  const policyIds = pages.map(({ policy }) => policy?.id);
  const withTurns = pages.map((page) => ({
    ...page,
    sharesTurns: page.sharesTurns && policyIds.filter((id) => id === page.policy?.id).length > 1,
  }));
  const placeOf = new Map(groups.slice(0, shownPages).map(([text], place) => [text, place]));
  const names = await store.serviceNames(
    db,
    alerts.flatMap(({ alert: { serviceId } }) => (serviceId === null ? [] : [serviceId])),
  );
  return {
    at: textOf(atMs),
    reading: {
      outcome: reading.outcome,
      detail: reading.detail,
      odd: reading.odd.slice(0, 20),
      signals: reading.signals.slice(0, shownSignals).map((signal) => {
        const { occurredAt, expiresAt, ...shown } = showSignal(signal);
        return { ...shown, occurredAt: dateText(occurredAt), expiresAt: dateText(expiresAt) };
      }),
      signalCount: reading.signals.length,
    },
    alerts: alerts.slice(0, shownAlerts).map(
      ({ alert, routeName, openAlertId }): SimulatedAlert => ({
        title: alert.folded.title,
        severity: alert.severity,
        state: alert.folded.status,
        dedupKey: alert.dedupKey,
        labels: alert.folded.labels,
        route: named(alert.routeId, routeName),
        routes: alert.explanation,
        service: named(alert.serviceId, names.get(alert.serviceId ?? 0) ?? null),
        notPaged: alert.notPagedBecause && {
          because: alert.notPagedBecause,
          sentence: `It would page nobody: ${notPagedWords(alert.notPagedBecause, { route: routeName, reason: alert.suppressedReason })}.`,
        },
        openAlertId,
        page: alert.notPagedBecause === null ? (placeOf.get(groupText(alert)) ?? null) : null,
      }),
    ),
    alertCount: alerts.length,
    pages: withTurns,
    pageCount: groups.length,
  };
}

/** As the opening of pages writes it before it is hashed; an alert without a group stands alone. */
function groupText({ serviceId, groupKey, dedupKey }: SimulatedSignals['alerts'][number]['alert']): string {
  return `${serviceId ?? ''} ${groupKey === null ? `alert ${dedupKey}` : `group ${groupKey}`}`;
}

const named = (id: number | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

const textOf = (ms: number) => new Date(ms).toISOString();
const dateText = (date: Date | null) => date?.toISOString() ?? null;
