/** Incidents that are none of the shop's own: practice, tests of the setup, a false alarm, and what was brought along. */

import { followIncident } from '../learn/postmortems/follow-incident.ts';
import { system } from '../platform/auth/actor.ts';
import { cancelDrill, finishDrill, markDrill, planDrill } from '../program/drills/actions.ts';
import { tellDueInjects } from '../program/drills/injects.ts';
import { startDrill } from '../program/drills/start.ts';
import { deriveInstants } from '../respond/incidents/clocks/fire-timers.ts';
import { declareIncident, openIncident } from '../respond/incidents/incident/declare.ts';
import { moveIncident } from '../respond/incidents/incident/move.ts';
import { takeRole } from '../respond/incidents/roles/actions.ts';
import { addNote } from '../respond/incidents/timeline/actions.ts';
import { planAnswers } from './deliveries.ts';
import type { PersonKey, TeamKey } from './shop/cast.ts';
import type { ServiceKey } from './shop/shop-systems.ts';
import { as, day, daysAgo, hour, iso, minute, type Story } from './story.ts';

export function practise(story: Story): void {
  hold(story, 64, 'alert-storm', 'platform', ['orders-db'], 'sofia', ['oskar', 'hana', 'ben'], [], 5);
  hold(
    story,
    36,
    'supplier-down',
    'payments',
    ['payments'],
    'priya',
    ['amara', 'oskar', 'elena'],
    ['idris', 'noor', 'sofia', 'jonas'],
    7,
  );
  hold(
    story,
    11,
    'bad-deployment',
    'storefront',
    ['web-shop'],
    'idris',
    ['oskar', 'yuki', 'elena'],
    ['amara', 'luca', 'noor'],
    8,
  );
  plan(story, 21, 'silent-backup', 'platform', 'sofia', true);
  plan(story, 2, 'expired-certificate', 'platform', 'oskar', false);
  testTheSetup(story, 90, 'Does declaring page the right people?');
  testTheSetup(story, 15, 'New on-call phone in Porto');
  bringAlong(story, 89, 'Baskets empty for an hour', 2, ['web-shop', 'checkout'], 95);
  bringAlong(story, 88, 'Parcels without labels', 3, ['warehouse-link'], 210);
  falseAlarm(story);
}

/** A drill that was held, with people in the roles and marks at its end. */
function hold(
  story: Story,
  ago: number,
  scenarioKey: string,
  team: TeamKey,
  services: ServiceKey[],
  leader: PersonKey,
  crew: PersonKey[],
  resolvers: PersonKey[],
  skill: number,
): void {
  const start = daysAgo(story, ago, '13:00');
  let drillId = 0;
  let incidentId = 0;
  story.plan(start - 6 * day, async () => {
    const drill = await planDrill(as(story, 'mara'), {
      scenarioKey,
      teamId: story.ids.teams[team]!,
      serviceIds: services.map((service) => story.ids.services[service]!),
      leaderId: story.ids.people[leader]!,
      plannedFor: iso(start),
      sourceId: null,
      consent: '',
      beforeWebhookId: null,
      afterWebhookId: null,
      inSandbox: false,
      agreedIds: [],
    });
    drillId = drill.id;
  });
  story.plan(start, async () => {
    incidentId = (await startDrill(as(story, leader), drillId, { send: noSignals, call: nothingToCall })).incidentId!;
  });
  planAnswers(story, () => incidentId, start);
  story.plan(start + 5 * minute, () => deriveInstants(story.tx));
  const roles = ['commander', 'scribe', 'communications'] as const;
  for (const [place, role] of roles.entries()) {
    const who = crew[place]!;
    story.plan(start + (2 + place * (12 - skill)) * minute, () => takeRole(as(story, who), incidentId, { role }));
  }
  for (const who of resolvers) {
    story.plan(start + 9 * minute, () => takeRole(as(story, who), incidentId, { role: 'resolver' }));
  }
  story.plan(start + 14 * minute, () =>
    addNote(as(story, crew[1]!), incidentId, {
      text: 'Two theories. Decision: check the last change first.',
      isKey: true,
    }),
  );
  for (const minutes of [1, 5, 10, 15, 20, 25, 30, 40]) {
    story.plan(start + minutes * minute, () => tellDueInjects(story.tx, noSignals));
  }
  story.plan(start + 52 * minute, async () => {
    const most = (points: number) => Math.min(3, Math.max(0, points)) as 0 | 1 | 2 | 3;
    await markDrill(as(story, leader), drillId, {
      marks: {
        severity: most(skill - 5),
        rhythm: most(skill - 6),
        'named-tasks': most(skill - 4),
        'plan-b': most(skill - 6),
        debrief: 3,
      },
      notes: 'We spent too long looking for the cause before mitigating the impact.',
    });
    await finishDrill(as(story, leader), drillId, noSignals);
    await followIncident(story.tx, incidentId);
  });
}

function plan(
  story: Story,
  ago: number,
  scenarioKey: string,
  team: TeamKey,
  leader: PersonKey,
  isCanceled: boolean,
): void {
  const at = daysAgo(story, ago, '09:10');
  let drillId = 0;
  story.plan(at, async () => {
    const drill = await planDrill(as(story, 'mara'), {
      scenarioKey,
      teamId: story.ids.teams[team]!,
      serviceIds: [story.ids.services.edge!],
      leaderId: story.ids.people[leader]!,
      plannedFor: iso(at + 9 * day),
      sourceId: null,
      consent: '',
      beforeWebhookId: null,
      afterWebhookId: null,
      inSandbox: false,
      agreedIds: [],
    });
    drillId = drill.id;
  });
  if (isCanceled) story.plan(at + 8 * day, () => cancelDrill(as(story, 'mara'), drillId, noSignals));
}

/** The drills of the demo are told, not sent. */
const noSignals = async () => false;
const nothingToCall = async () => null;

function testTheSetup(story: Story, ago: number, title: string): void {
  const at = daysAgo(story, ago, '15:15');
  story.plan(at, async () => {
    const id = await declareIncident(as(story, 'mara'), {
      title: `Test: ${title}`,
      severity: 3,
      summary: '',
      kind: 'test',
      serviceIds: [],
      alertIds: [],
      takeCommand: true,
    });
    story.plan(at + 12 * minute, () => end(story, 'mara', id, 'resolved'));
    story.plan(at + hour, () => end(story, 'mara', id, 'closed'));
  });
}

function falseAlarm(story: Story): void {
  const at = daysAgo(story, 25, '11:32');
  let id = 0;
  story.plan(at, async () => {
    id = await declareIncident(as(story, 'grace'), {
      title: 'Customers cannot sign in',
      severity: 3,
      summary: 'Two calls within five minutes.',
      kind: 'real',
      serviceIds: [story.ids.services['web-shop']!],
      alertIds: [],
      foundBy: 'customer',
      takeCommand: false,
    });
  });
  planAnswers(story, () => id, at);
  story.plan(at + 18 * minute, () =>
    moveIncident(as(story, 'grace'), id, {
      to: 'closed',
      reason: 'Both callers had mistyped their e-mail address. Nobody else is affected.',
      resolveAlerts: false,
    }),
  );
}

/** From the tool that the shop had before. */
function bringAlong(
  story: Story,
  ago: number,
  title: string,
  severity: number,
  services: ServiceKey[],
  minutes: number,
): void {
  const at = daysAgo(story, ago, '12:05');
  let id = 0;
  story.plan(at, async () => {
    id = await openIncident(story.tx, system, {
      title,
      severity,
      summary: 'Imported from our previous tool.',
      kind: 'imported' as 'real',
      serviceIds: services.map((service) => story.ids.services[service]!),
      alerts: [],
      impactStartedAt: iso(at - 20 * minute),
      foundBy: 'staff',
      declareKey: null,
      declaredAt: new Date(at),
    });
  });
  story.plan(at + minutes * minute, () => end(story, 'mara', id, 'resolved'));
  story.plan(at + day, () => end(story, 'mara', id, 'closed'));
}

function end(story: Story, who: PersonKey, id: number, to: 'resolved' | 'closed') {
  return moveIncident(as(story, who), id, { to, reason: '', resolveAlerts: false });
}
