/** Plays a script through the actions of the product: each step by its person, at its minute. */
import { defaultProtocols } from '../../domain/respond/incidents/protocol-defaults.ts';
import type { RoleKey } from '../../domain/respond/incidents/roles.ts';
import { defaultSeverities } from '../../domain/respond/incidents/severity-defaults.ts';
import { draftUpdate, publishUpdate } from '../communicate/public-updates/actions.ts';
import { incidentCostText } from '../program/incident-cost/actions.ts';
import { openRunbook, tickStep } from '../resolve/runbooks/runs.ts';
import { tickChecklist } from '../respond/incidents/checklist/actions.ts';
import { deriveInstants } from '../respond/incidents/clocks/fire-timers.ts';
import { updateIncident } from '../respond/incidents/incident/actions.ts';
import { changeSeverity } from '../respond/incidents/incident/change-severity.ts';
import { declareIncident } from '../respond/incidents/incident/declare.ts';
import { moveIncident } from '../respond/incidents/incident/move.ts';
import { takeRole } from '../respond/incidents/roles/actions.ts';
import { addTask, updateTask } from '../respond/incidents/tasks/actions.ts';
import { addNote } from '../respond/incidents/timeline/actions.ts';
import { recordUpdate } from '../respond/incidents/updates/actions.ts';
import { alertKinds } from './alerts/alert-kinds.ts';
import { type PlannedAlert, stormNames } from './alerts/planned-alerts.ts';
import { planAnswers } from './deliveries.ts';
import { keepVisits } from './history-store.ts';
import type { Script } from './scripts/script.ts';
import type { PersonKey } from './shop/cast.ts';
import { as, day, daysAgo, iso, minute, type Story } from './story.ts';

/** Where the demo would be reached; only the links in public texts name it. */
export const places = {
  publicUrl: 'https://oncall.lantern-and-loom.example',
  statusAddress: 'https://oncall.lantern-and-loom.example/status',
  incidentCostText,
};

export function declaredAt(story: Pick<Story, 'now'>, { ago, time, minutesAgo }: Script): number {
  return minutesAgo === undefined ? daysAgo(story, ago, time) : story.now - minutesAgo * minute;
}

/** The alerts that told of an incident, for the plan of all alerts. */
export function plantedAlerts(story: Pick<Story, 'now'>, script: Script): PlannedAlert[] {
  const at = declaredAt(story, script);
  return script.alerts.map(([key, variant, minutesBefore], place) => ({
    kind: alertKinds.find((kind) => kind.key === key)!,
    variant,
    startsAt: at - minutesBefore * minute,
    endsAt: script.minutesAgo === undefined ? at + (script.stableAfter + place * 2) * minute : null,
    repeats: 4,
    name: alertName(script, place),
  }));
}

export const alertName = ({ key }: Pick<Script, 'key'>, place: number) => `${key} ${place}`;

/** Minutes between the start of the impact and the declaration where no alert tells. */
const unnoticed = { machine: 12, staff: 25, customer: 38 } as const;

export function playIncident(story: Story, script: Script): void {
  const start = declaredAt(story, script);
  const at = (minutes: number) => start + Math.round(minutes * minute);
  const id = () => story.incidents.get(script.key)!;
  const crew = castRoles(script);
  const lead = script.crew[0]!;
  const declaredSeverity =
    script.severityChanges === undefined ? script.severity : ((script.severity + 1) as 2 | 3 | 4);

  story.plan(start, async () => {
    const declarer = script.foundBy === 'customer' ? 'grace' : lead;
    const alertNames = [
      ...script.alerts.map((_, place) => alertName(script, place)),
      ...(script.storm === undefined ? [] : stormNames(script.storm)),
    ];
    const declaredId = await declareIncident(as(story, declarer), {
      title: script.title,
      severity: declaredSeverity,
      summary: script.impact,
      kind: 'real',
      serviceIds: script.services.map((service) => story.ids.services[service]!),
      alertIds: alertNames.map((name) => story.alerts.get(name)!),
      foundBy: script.foundBy,
      takeCommand: false,
      ...(script.alerts.length === 0 && { impactStartedAt: iso(start - unnoticed[script.foundBy] * minute) }),
    });
    story.incidents.set(script.key, declaredId);
  });
  planAnswers(story, id, start);
  planRoles(story, script, crew, at, id);
  story.plan(at(4), () => move(story, script.commander, id(), 'active'));
  story.plan(at(5), () => deriveInstants(story.tx));
  story.plan(at(8), () =>
    updateIncident(as(story, script.commander), id(), {
      customerImpact: script.impact,
      ...(script.affected !== undefined && { customersAffected: script.affected }),
      ...(script.disputed && { isSeverityDisputed: true }),
      ...(script.severity === 4 && { isVisibleToCustomers: false }),
    }),
  );
  for (const [minutes, to, reason] of script.severityChanges ?? []) {
    story.plan(at(minutes), () => changeSeverity(as(story, script.commander), id(), { severity: to, reason }));
    planAnswers(story, id, at(minutes));
  }
  for (const [minutes, who, text] of script.notes) {
    story.plan(at(minutes), () => addNote(as(story, who), id(), { text, isKey: text.startsWith('Decision') }));
  }
  planTasks(story, script, at, id);
  planChecklist(story, script, crew, at, id);
  if (script.runbook !== undefined) planRunbook(story, script.runbook, lead, at, id, script.stableAfter);
  planUpdates(story, script, crew, at, id);
  story.plan(at(script.stableAfter), () => move(story, script.commander, id(), 'stable'));
  story.plan(at(script.resolvedAfter), () => move(story, script.commander, id(), 'resolved'));
  const closes = at(script.resolvedAfter) + 1.4 * day;
  story.plan(closes, () => move(story, script.commander, id(), 'closed'));
}

type Crew = Partial<Record<RoleKey, PersonKey>>;
type At = (minutes: number) => number;

/** Who of the crew holds which role that the severity asks for. */
function castRoles({ severity, commander, crew }: Script): Crew {
  if (severity > 2) return { resolver: crew[0]! };
  const others = crew.slice(1).filter((key) => key !== 'elena' && key !== 'grace');
  const cast: Crew = { commander, resolver: crew[0]!, communications: 'elena', scribe: others[0] ?? 'grace' };
  if (severity === 1) Object.assign(cast, { deputy: others[1] ?? 'idris', 'internal-liaison': 'grace' });
  return cast;
}

function planRoles(story: Story, script: Script, crew: Crew, at: At, id: () => number): void {
  const order: RoleKey[] = ['commander', 'resolver', 'communications', 'scribe', 'deputy', 'internal-liaison'];
  for (const [place, role] of order.entries()) {
    const who = crew[role];
    if (who) story.plan(at(1.5 + place * 0.8), () => takeRole(as(story, who), id(), { role }));
  }
  if (!crew.commander) {
    story.plan(at(2), () => takeRole(as(story, script.commander), id(), { role: 'commander' }));
  }
  // They are in the room until it works again; of what still runs, until now.
  const left = Math.min(at(script.stableAfter), story.now - 6_000);
  story.plan(left, () => keepVisits(story.tx, id()));
  const second = script.crew[1];
  if (script.severity <= 2 && second && second !== crew.scribe && second !== 'elena') {
    story.plan(at(7), () => takeRole(as(story, second), id(), { role: 'resolver' }));
  }
}

function planTasks(story: Story, script: Script, at: At, id: () => number): void {
  for (const [place, [title, owner]] of script.tasks.entries()) {
    let taskId = 0;
    const added = 6 + place * Math.min(7, script.stableAfter / 6);
    const done = Math.min(added + script.stableAfter / 2, script.resolvedAfter - 1);
    story.plan(at(added), async () => {
      const task = await addTask(as(story, script.commander), id(), { title, ownerId: story.ids.people[owner]! });
      taskId = task.id;
    });
    story.plan(at(done), () => updateTask(as(story, owner), id(), taskId, { isDone: true }));
  }
}

/** Most of the protocol is ticked, as it goes in a good room; the last items often are not. */
function planChecklist(story: Story, script: Script, crew: Crew, at: At, id: () => number): void {
  const rule = defaultSeverities.find(({ severity }) => severity === script.severity)!;
  const protocol = defaultProtocols.find((one) => one.id === rule.protocolId)!;
  const dice = story.dice.for(`checklist ${script.key}`);
  for (const [place, item] of protocol.items.entries()) {
    if (dice.chance(script.severity <= 2 ? 0.2 : 0.55)) continue;
    const minutes = Math.min(item.dueMinutes ?? script.stableAfter + place, script.resolvedAfter - 1);
    const who = crew[item.by] ?? script.commander;
    // After the last change of severity, so that the protocol is the one that applies.
    const from = script.severityChanges?.at(-1)?.[0] ?? 0;
    story.plan(at(Math.max(minutes * (0.5 + dice.next() * 0.7), from) + 2.1), () =>
      tickChecklist(as(story, who), id(), item.id, true),
    );
  }
}

function planRunbook(story: Story, slug: string, who: PersonKey, at: At, id: () => number, until: number): void {
  story.plan(at(5.5), async () => {
    const run = await openRunbook(as(story, who), id(), story.ids.runbooks[slug]!);
    for (const [place, step] of run.steps.slice(0, -1).entries()) {
      // Planned while the story is told already: told in the order of time all the same.
      story.plan(at(6 + ((until - 7) * (place + 1)) / run.steps.length), () =>
        tickStep(as(story, who), run.id, step.id, true),
      );
    }
  });
}

function planUpdates(story: Story, script: Script, crew: Crew, at: At, id: () => number): void {
  const { stableAfter, resolvedAfter } = script;
  const liaison = crew['internal-liaison'] ?? script.commander;
  const inside = (minutes: number, status: 'investigating' | 'identified' | 'monitoring', text: string) =>
    story.plan(at(minutes), () =>
      recordUpdate(as(story, liaison), id(), {
        audience: script.severity === 1 ? 'executives' : 'responders',
        status,
        text,
      }),
    );
  if (script.severity <= 2) {
    inside(14, 'investigating', `${script.impact} The team is investigating. The cause is not known yet.`);
    inside(stableAfter * 0.7, 'identified', `We know the cause. ${decisionOf(script) ?? 'A fix is being tested.'}`);
  }
  const told = script.public;
  if (!told) return;
  const say = (minutes: number, situation: 'investigating' | 'identified' | 'monitoring' | 'resolved') =>
    story.plan(at(minutes), () => tellPublic(story, id(), script.commander, told, situation));
  say(Math.min(9, stableAfter * 0.25), 'investigating');
  say(stableAfter * 0.6, 'identified');
  say(stableAfter + 2, 'monitoring');
  say(resolvedAfter - 2, 'resolved');
}

/** What the commander decided last. */
function decisionOf({ notes }: Script): string | undefined {
  return notes.map(([, , text]) => text).findLast((text) => text.startsWith('Decision'));
}

export async function tellPublic(
  story: Story,
  incidentId: number,
  commander: PersonKey,
  told: NonNullable<Script['public']>,
  situation: 'investigating' | 'identified' | 'monitoring' | 'resolved',
): Promise<void> {
  const state = situation === 'resolved' ? 'operational' : situation === 'monitoring' ? 'degraded' : told.state;
  const draft = await draftUpdate(
    as(story, 'elena'),
    incidentId,
    {
      situation,
      components: [{ componentId: story.ids.components[told.component]!, state }],
      values: {
        title: told.title,
        effect: told.effect,
        affected: told.affected,
        ...(told.workaround && { workaround: told.workaround }),
        ...(situation === 'resolved' && { dataStatement: 'No data was lost.' }),
      },
    } as Parameters<typeof draftUpdate>[2],
    places,
  );
  await publishUpdate(as(story, commander), draft.id, { version: draft.version, acceptFindings: true }, places);
}

export function move(story: Story, who: PersonKey, id: number, to: 'active' | 'stable' | 'resolved' | 'closed') {
  return moveIncident(as(story, who), id, { to, reason: '', resolveAlerts: true, leavePublicOpen: true });
}
