/** The rules of single sign-on, as people edit them. */
import type { SignInRules, SignInRulesInput } from '../../../contract/directory/sign-in-rules.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { listAbleAdmins, listTeamNames, loadLastEmergency } from './store.ts';

type Rules = Omit<SignInRules, 'provider' | 'lastEmergencySignIn'> & {
  lastEmergencySignIn: { name: string; at: Date } | null;
};

const teamsOf = ({ groups }: SignInRulesInput) => groups.flatMap(({ teamId }) => teamId ?? []);

/** What is in force; teams that are gone since get nobody. */
export async function readSignInRules(db: Queryable): Promise<Rules> {
  const { value, version } = await readSetting(db, settings.signInRules);
  const names = new Map((await listTeamNames(db, teamsOf(value))).map(({ id, name }) => [id, name]));
  const groups = value.groups
    .map((rule) => ({ ...rule, teamName: rule.teamId === null ? null : (names.get(rule.teamId) ?? null) }))
    .map((rule) => (rule.teamName === null ? { ...rule, teamId: null, leads: false } : rule))
    .filter(({ role, teamId }) => role !== null || teamId !== null);
  return { ...value, groups, version, lastEmergencySignIn: await loadLastEmergency(db) };
}

/** @throws Problem `invalid_input` for a team that is not there, `version_mismatch` */
export async function updateSignInRules(ctx: Context, input: SignInRulesInput, ifMatch?: number): Promise<Rules> {
  return transaction(ctx.db, async (tx) => {
    const known = await listTeamNames(tx, teamsOf(input));
    const errors = input.groups.flatMap(({ teamId }, place) =>
      teamId === null || known.some(({ id }) => id === teamId)
        ? []
        : [{ path: `body.groups.${place}.teamId`, message: `No team has the id ${teamId}.` }],
    );
    const able = await listAbleAdmins(tx, input.emergencyAdminIds);
    for (const [place, id] of input.emergencyAdminIds.entries()) {
      if (able.includes(id)) continue;
      const message = 'Must be an admin who is not disabled and has a password or a passkey.';
      errors.push({ path: `body.emergencyAdminIds.${place}`, message });
    }
    if (input.isRequired && input.emergencyAdminIds.length === 0)
      errors.push({ path: 'body.emergencyAdminIds', message: 'Name an emergency admin.' });
    if (errors.length > 0) throw problem('invalid_input', undefined, errors.slice(0, 20));
    const { value: before } = await readSetting(tx, settings.signInRules);
    await writeSetting(tx, ctx, settings.signInRules, input, ifMatch, { before, after: input });
    return readSignInRules(tx);
  });
}

/** The claims that the rules need of everybody. */
export async function wantedClaims(db: Queryable): Promise<string[]> {
  const { value: rules } = await readSetting(db, settings.signInRules);
  const usesGroups = rules.groups.length > 0 || rules.join.groups.length > 0;
  return ['email', ...(usesGroups ? [rules.groupsClaim] : []), ...(rules.join.claim ? [rules.join.claim.name] : [])];
}
