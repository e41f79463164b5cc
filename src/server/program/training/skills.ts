/** Who of each team holds which certificate, and what is missing. */
import type { CsvValue } from '../../../domain/csv.ts';
import { type NeededCourses, skillsOf } from '../../../domain/program/skills/skills.ts';
import { stateUntil } from '../../../domain/program/training.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { participantsOf } from '../../respond/schedules/snapshots.ts';
import { courseTitles } from './course-titles.ts';
import * as store from './skills-store.ts';

/** People of one team that are listed; all of them are counted. */
const mostPeople = 200;

type Query = { teamId?: number | undefined; limit: number; cursor?: string | undefined };

export async function listSkills(ctx: Context, query: Query) {
  const { items, nextCursor } = await readSkills(ctx.db, query);
  return {
    items: items.map((team) => ({
      ...team,
      people: team.people.slice(0, mostPeople),
      morePeople: Math.max(0, team.people.length - mostPeople),
    })),
    nextCursor,
  };
}

/** A line for each person and course of the page of teams. */
export async function readSkillLines(ctx: Context, query: Query) {
  const { items, nextCursor } = await readSkills(ctx.db, query);
  const lines = items.flatMap(({ teamName, courses, people }) =>
    people.flatMap((person) =>
      courses.map(({ key, title }) => {
        const held = person.certificates.find(({ courseKey }) => courseKey === key);
        return { teamName, ...person, courseTitle: title, state: held?.state ?? 'none', expiresAt: held?.expiresAt };
      }),
    ),
  );
  return { items: lines, nextCursor };
}

type SkillLine = Awaited<ReturnType<typeof readSkillLines>>['items'][number];

export const skillHeader = ['team', 'person', 'member', 'on call', 'course', 'state', 'expires'];

export function skillLineOf(line: SkillLine): CsvValue[] {
  const { teamName, personName, isMember, isOnCall, courseTitle, state, expiresAt } = line;
  const yes = (is: boolean) => (is ? 'yes' : 'no');
  return [teamName, personName, yes(isMember), yes(isOnCall), courseTitle, state, expiresAt?.toISOString() ?? null];
}

async function readSkills(db: Queryable, query: Query) {
  const { items: teams, nextCursor } = await store.listTeams(db, query);
  const teamIds = teams.map(({ id }) => id);
  const members = await store.listMembers(db, teamIds);
  const schedules = await store.listSchedules(db, teamIds);
  const onCall = schedules.flatMap(({ teamId, definition, overriding }) =>
    [...participantsOf(definition), ...overriding].map((personId) => ({ teamId, personId })),
  );
  const personIds = [...new Set([...members, ...onCall].map(({ personId }) => personId))];
  const people = await store.listPeople(db, personIds);
  const certificates = await store.listLatest(db, personIds);
  const { command, onCall: needed } = (await readSetting(db, settings.certificationRules)).value;
  const titles = await courseTitles(db);
  const nowMs = await readNowMs(db);
  const courses: NeededCourses = { command: command.courseKey, onCall: needed.courseKey };
  const idsIn = (found: { teamId: number; personId: number }[], id: number) =>
    new Set(found.flatMap(({ teamId, personId }) => (teamId === id ? [personId] : [])));
  return {
    nextCursor,
    items: teams.map(({ id, name }) => {
      const [ofTeam, ofSchedules] = [idsIn(members, id), idsIn(onCall, id)];
      const found = people
        .filter((person) => ofTeam.has(person.id) || ofSchedules.has(person.id))
        .map((person) => ({
          ...{ personId: person.id, personName: person.name },
          ...{ isMember: ofTeam.has(person.id), isOnCall: ofSchedules.has(person.id) },
          certificates: certificates
            .filter(({ personId }) => personId === person.id)
            .map(({ courseKey, expiresAt }) => ({ courseKey, expiresAt: expiresAt.getTime() })),
        }))
        .sort((one, other) => Number(other.isOnCall) - Number(one.isOnCall));
      return {
        ...{ teamId: id, teamName: name },
        ...skillsOf({ teamName: name, people: found }, courses, (key) => titles.get(key) ?? key, nowMs),
        people: found.map((person) => ({
          ...person,
          certificates: person.certificates.map(({ courseKey, expiresAt }) => ({
            ...{ courseKey, state: stateUntil(expiresAt, nowMs), expiresAt: new Date(expiresAt) },
          })),
        })),
      };
    }),
  };
}
