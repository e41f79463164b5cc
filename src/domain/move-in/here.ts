/** What Evenkeel does with a configuration document: its own schedules and pager, run ahead of time. */
import type { EscalationTarget } from '../../contract/respond/escalation-definition.ts';
import { targetKey } from '../respond/escalation/definition.ts';
import type { World } from '../respond/escalation/page.ts';
import { previewLadder } from '../respond/escalation/preview.ts';
import { everybodyOnCallAt, nextPeopleOnCall } from '../respond/schedules/on-call.ts';
import type { Schedule } from '../respond/schedules/schedule.ts';
import { everyShiftBetween } from '../respond/schedules/seats.ts';
import { instantOf } from '../time/instant.ts';
import type { MovedDocument, MovedPolicy, MovedSchedule, Target } from './document.ts';

/** The parts of a document that decide who is paged. */
export type PagingDocument = Pick<MovedDocument, 'people' | 'teams' | 'overrides'> & {
  schedules: Pick<MovedSchedule, 'slug' | 'timeZone' | 'layers'>[];
  escalationPolicies: Pick<MovedPolicy, 'slug' | 'steps' | 'repeat' | 'branches' | 'workingHours' | 'firstPageDelay'>[];
  services: { slug: string; escalationPolicy: string | null }[];
};

export type Asked = { afterSeconds: number; people: string[] };

export type Here = {
  hasSchedule(slug: string): boolean;
  /** Who is on call on one of some schedules in `[from, to)`: `[start, end)` for each person. */
  shifts(slugs: readonly string[], from: number, to: number): { start: number; end: number; person: string }[];
  /** Whether alerts of a severity page nobody at all. */
  isSilent(severity: number): boolean;
  /** Whom an alert of a service pages that begins at an instant and is never acknowledged; null without a policy. */
  asked(service: string, severity: number, at: number): Asked[] | null;
};

const nextWithinMs = 60 * 86_400_000;

/** @param urgencies by severity; `none` pages nobody */
export function evenkeelOf(
  document: PagingDocument,
  urgencies: Readonly<Record<number, 'high' | 'low' | 'none'>>,
): Here {
  const idOf = new Map(document.people.map(({ email }, index) => [email, index + 1]));
  const emails = document.people.map(({ email }) => email);
  const disabledPersonIds = document.people.flatMap(({ email, disabled }) => (disabled ? [idOf.get(email)!] : []));
  const slugs = document.schedules.map(({ slug }) => slug);
  const schedules = document.schedules.map(({ slug, timeZone, layers }): Schedule => {
    const person = (email: string | null) => (email === null ? null : (idOf.get(email) ?? null));
    return {
      timeZone,
      definition: { layers: layers.map((layer) => ({ ...layer, participants: layer.participants.map(person) })) },
      overrides: document.overrides
        .filter((override) => override.schedule === slug && idOf.has(override.person))
        .map((override) => ({
          personId: idOf.get(override.person)!,
          startsAt: instantOf(Date.parse(override.startsAt)),
          endsAt: instantOf(Date.parse(override.endsAt)),
          replacesPersonId: person(override.replaces),
        })),
      disabledPersonIds,
    };
  });
  const teamSlugs = document.teams.map(({ slug }) => slug);
  const isActive = (id: number) => !disabledPersonIds.includes(id);
  const members = document.teams.map((team) => team.members.flatMap((email) => idOf.get(email) ?? []).filter(isActive));
  const stored = (target: Target): EscalationTarget => {
    if ('person' in target) return { kind: 'person', id: idOf.get(target.person) ?? 0 };
    if ('team' in target) return { kind: 'team', id: teamSlugs.indexOf(target.team) + 1 };
    const who = target.who;
    return { kind: 'schedule', id: slugs.indexOf(target.schedule) + 1, ...(who && { who }) };
  };
  const peopleOnTarget = ({ kind, id, who = 'now' }: EscalationTarget, at: number): readonly number[] => {
    if (kind === 'person') return id > 0 && isActive(id) ? [id] : [];
    if (kind === 'team') return members[id - 1] ?? [];
    const schedule = schedules[id - 1];
    if (!schedule) return [];
    if (who === 'everyone') {
      const everybody = new Set(schedule.definition.layers.flatMap(({ participants }) => participants));
      return [...everybody].filter((each): each is number => each !== null && isActive(each));
    }
    if (who === 'next') return nextPeopleOnCall(schedule, instantOf(at), instantOf(at + nextWithinMs));
    return everybodyOnCallAt(schedule, instantOf(at)).flatMap(({ personId }) => personId ?? []);
  };
  // The same moments are asked about for every severity.
  const known = new Map<string, readonly number[]>();
  const worldAt = (at: number): World => ({
    reachabilityOf: () => ({ rules: [{ contactMethodId: null, channel: 'any', delaySeconds: 0 }], methods: [] }),
    peopleOnTarget(target) {
      const key = `${at} ${targetKey(target)}`;
      const people = known.get(key) ?? peopleOnTarget(target, at);
      known.set(key, people);
      return people;
    },
  });
  const emailOf = (id: number) => emails[id - 1]!;
  const ladder = ({ steps, repeat, catchAll }: Pick<MovedPolicy, 'steps' | 'repeat' | 'catchAll'>) => ({
    steps: steps.map((step) => ({ ...step, targets: step.targets.map(stored) })),
    repeat,
    catchAll: catchAll ? stored(catchAll) : null,
  });
  return {
    isSilent: (severity) => urgencies[severity] === 'none',
    hasSchedule: (slug) => slugs.includes(slug),
    shifts: (wanted, from, to) =>
      wanted.flatMap((slug) => {
        const schedule = schedules[slugs.indexOf(slug)];
        if (!schedule) return [];
        return everyShiftBetween(schedule, instantOf(from), instantOf(to)).flatMap(({ personId, startsAt, endsAt }) =>
          personId === null
            ? []
            : [{ start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds, person: emailOf(personId) }],
        );
      }),
    asked(service, severity, at) {
      const slug = document.services.find((one) => one.slug === service)?.escalationPolicy;
      const policy = document.escalationPolicies.find((one) => one.slug === slug);
      const urgency = urgencies[severity] ?? 'high';
      if (!policy) return null;
      if (urgency === 'none') return [];
      const { branches, workingHours, firstPageDelay } = policy;
      const definition = {
        ...ladder(policy),
        ...(branches.length > 0 && {
          branches: branches.map((branch) => ({ ...branch, ...ladder(branch) })),
        }),
        ...(workingHours && { workingHours }),
        ...(firstPageDelay && { firstPageDelay }),
      } as Parameters<typeof previewLadder>[0];
      const moments = previewLadder(
        definition,
        (when) => worldAt(when.epochMilliseconds),
        instantOf(at),
        urgency,
        severity,
      );
      return moments
        .map((moment) => ({
          afterSeconds: (moment.at.epochMilliseconds - at) / 1_000,
          people: [...new Set(moment.decision.notifications.map(({ personId }) => emailOf(personId)))].sort(),
        }))
        .filter(({ people }) => people.length > 0);
    },
  };
}
