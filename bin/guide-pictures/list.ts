/** Which pictures the guide has: what is on each, found in the demo by what it is and not by its number. */
import type { Client } from '../../src/client/client.ts';
import { listSources } from '../../src/contract/detect/sources.ts';
import { listPostmortems } from '../../src/contract/learn/postmortems.ts';
import { listAssessments } from '../../src/contract/program/assessments.ts';
import { listReviews } from '../../src/contract/program/reviews.ts';
import { listEscalationPolicies } from '../../src/contract/respond/escalation-policies.ts';
import { listIncidents } from '../../src/contract/respond/incidents/incident.ts';
import { listSchedules } from '../../src/contract/respond/schedules/schedule.ts';
import { paths } from '../../src/web/paths.ts';

export type Picture = {
  /** The file, without its ending. */
  name: string;
  /** Where to look, asked of the demo as the person who looks. */
  place: (demo: Client) => string | Promise<string>;
  /** CSS pixels; a desktop screen when left out. */
  size?: { width: number; height: number };
};

const phone = { width: 390, height: 844 };
const tall = { width: 1280, height: 1100 };

const openIncident = async (demo: Client) => {
  const { items } = await demo.call(listIncidents, { query: { lifecycle: 'open', limit: 1 } });
  if (!items[0]) throw new Error('No incident runs in the demo.');
  return paths.incident(items[0].id);
};

export const pictures: readonly Picture[] = [
  { name: 'home', place: () => paths.home() },
  {
    name: 'source',
    place: async (demo) => paths.source((await demo.call(listSources, { query: {} })).items[0]!.id),
  },
  { name: 'alerts', place: () => paths.alerts() },
  {
    name: 'schedule',
    place: async (demo) => paths.schedule((await demo.call(listSchedules, { query: {} })).items[0]!.id),
  },
  {
    name: 'policy',
    place: async (demo) =>
      paths.escalationPolicy((await demo.call(listEscalationPolicies, { query: {} })).items[0]!.id),
  },
  { name: 'incident', place: openIncident, size: tall },
  { name: 'incident-phone', place: openIncident, size: phone },
  { name: 'status', place: () => '/status', size: tall },
  {
    name: 'postmortem',
    place: async (demo) => {
      const { items } = await demo.call(listPostmortems, { query: { state: 'completed', limit: 1 } });
      return paths.postmortem(items[0]!.incident.id);
    },
    size: tall,
  },
  { name: 'measures', place: () => paths.measures(), size: tall },
  { name: 'program', place: () => paths.program() },
  {
    name: 'assessment',
    place: async (demo) => {
      const { items } = await demo.call(listAssessments, { query: {} });
      return paths.assessment({ id: items.find(({ state }) => state === 'completed')!.id });
    },
  },
  {
    name: 'review',
    place: async (demo) => {
      const { items } = await demo.call(listReviews, { query: {} });
      return items[0] ? paths.review(items[0].id) : paths.reviews();
    },
    size: tall,
  },
  { name: 'system', place: () => paths.system() },
];
