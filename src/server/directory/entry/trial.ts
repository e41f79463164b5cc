/** The result of a test sign-in, in sentences: what would happen, and what was sent that cannot be used. */
import { type Entry, type Refusal, readGroups } from '../../../domain/directory/entry.ts';
import { issueOneTimeToken, readOneTimeToken } from '../../platform/auth/one-time.ts';
import type { Database } from '../../platform/db/database.ts';
import { listRoles } from '../roles/store.ts';
import { readSignInRules } from './actions.ts';
import { type ProvenIdentity, previewEntry } from './apply.ts';
import { listTeamNames } from './store.ts';

export type Trial = {
  isAllowed: boolean;
  sentences: string[];
  claims: { name: string; value: string }[] | null;
};

const lifeSeconds = 600;
const mostClaims = 100;
const longestClaim = 2_000;

const refusalWords: Record<Refusal, string> = {
  not_invited:
    'They could not sign in: they are not in the directory, and people are not added at their first sign-in.',
  disabled: 'They could not sign in: they are deactivated here.',
  email_missing: 'They could not sign in: the provider sends no e-mail address. Ask it for the claim email.',
  email_not_verified:
    'They could not sign in: the provider does not say that the e-mail address is verified. If people cannot choose their own address there, trust unmarked e-mail addresses.',
  linked_to_another:
    'They could not sign in: the person with this address is linked to another account of the provider. Change their address here and back to drop that link.',
  admin_not_verified:
    'They could not sign in: the address is that of an admin, and the provider does not say that it is verified.',
  domain_not_allowed: 'They could not sign in: the domain of their address is not among those that may join.',
  group_required: 'They could not sign in: they are in none of the groups that may join.',
  claim_required: 'They could not sign in: the claim that whoever joins needs is missing or has another value.',
  too_many_groups:
    'They could not sign in: the provider sends no groups because there are too many (Entra ID sends at most 200). Let it send only the groups that are assigned to the application.',
};

/** Keeps the result for ten minutes. @returns the token to read it with */
export async function keepTrial(db: Database, trial: Trial): Promise<string> {
  return (await issueOneTimeToken(db, 'test-sign-in', { data: trial, lifeSeconds })).token;
}

export async function readTrial(db: Database, token: string): Promise<Trial | null> {
  return ((await readOneTimeToken(db, 'test-sign-in', token))?.data as Trial | undefined) ?? null;
}

export function failedTrial(failure: string): Trial {
  return { isAllowed: false, sentences: [failure], claims: null };
}

export async function tryEntry(db: Database, identity: ProvenIdentity): Promise<Trial> {
  const { entry, person } = await previewEntry(db, identity);
  const rules = await readSignInRules(db);
  const groups = readGroups(identity.claims, rules.groupsClaim);
  const usesGroups = rules.groups.length > 0 || rules.groupRoles.length > 0 || rules.join.groups.length > 0;
  return {
    isAllowed: entry.outcome === 'enters',
    sentences: [
      ...(entry.outcome === 'refused' ? [refusalWords[entry.reason]] : await entrySentences(db, entry, person?.name)),
      ...(usesGroups && groups.kind === 'absent'
        ? [`The claim ${rules.groupsClaim} was not sent: that counts as being in no group.`]
        : []),
      ...(usesGroups && groups.kind === 'too-many' && entry.outcome === 'enters'
        ? ['The provider sends no groups because there are too many: role and teams would stay as they are.']
        : []),
    ],
    claims: Object.entries(identity.claims)
      .slice(0, mostClaims)
      .map(([name, value]) => ({
        name: name.slice(0, 200),
        value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longestClaim).replaceAll('\0', ''),
      })),
  };
}

async function entrySentences(
  db: Database,
  { as, access }: Extract<Entry, { outcome: 'enters' }>,
  name: string | undefined,
): Promise<string[]> {
  const who = {
    linked: `They would sign in as ${name}, whom the provider’s own id is linked to.`,
    matched: `They would sign in as ${name}, whose address it is, and be linked to the provider’s own id.`,
    created: 'They would be added to the directory and sign in.',
  }[as];
  if (access === null) return [who];
  const teams = await listTeamNames(
    db,
    [...access.teams, ...access.grants.give, ...access.grants.take].flatMap(({ teamId }) => teamId ?? []),
  );
  const roles = await listRoles(db);
  const roleFor = ({ roleId, teamId }: { roleId: number; teamId: number | null }) =>
    `${roles.find(({ id }) => id === roleId)?.name ?? `role ${roleId}`}${teamId === null ? '' : ` for ${nameOf(teamId)}`}`;
  const nameOf = (id: number) => teams.find((team) => team.id === id)?.name ?? `team ${id}`;
  return [
    who,
    access.roleByHand === null
      ? `Their role would be ${access.role}.`
      : `Their role would be ${access.role}, by their groups; without them ${access.roleByHand}.`,
    ...(access.keepsLastAdmin
      ? ['Their groups no longer give admin, but they are the last admin or an emergency admin, and keep it.']
      : []),
    ...access.grants.take.map((each) => `They would no longer have the role ${roleFor(each)}.`),
    ...access.grants.give.map((each) => `They would have the role ${roleFor(each)}, by the group ${each.group}.`),
    ...access.teams.map(({ teamId, change, isLead, byGroup }) =>
      change === 'join'
        ? `They would join ${nameOf(teamId)}${isLead ? ' and lead it' : ''}.`
        : change === 'leave'
          ? `They would leave ${nameOf(teamId)}.`
          : isLead
            ? `They would lead ${nameOf(teamId)}${byGroup ? '' : ', as a member by hand'}.`
            : `They would no longer lead ${nameOf(teamId)}.`,
    ),
  ];
}
