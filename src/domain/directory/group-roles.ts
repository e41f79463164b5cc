/** The roles that groups give beside the first one. What a group gave it takes away; what a person gave stays. */

/** `teamId` null: for everything. */
export type RoleFor = { roleId: number; teamId: number | null };
export type GroupRole = RoleFor & { group: string };
/** `group` null: a person gave it. */
export type HeldRole = RoleFor & { group: string | null };

const isSame = (left: RoleFor, right: RoleFor) => left.roleId === right.roleId && left.teamId === right.teamId;

/** What a sign-in with these groups changes: first taken, then given. Of several groups that give the same, one counts. */
export function roleChanges(
  rules: readonly GroupRole[],
  groups: ReadonlySet<string>,
  held: readonly HeldRole[],
): { take: HeldRole[]; give: GroupRole[] } {
  const wanted = rules.filter(({ group }) => groups.has(group));
  const stays = (each: HeldRole) =>
    each.group === null || wanted.some((rule) => rule.group === each.group && isSame(rule, each));
  const kept = held.filter(stays);
  const give = wanted.filter(
    (rule, place) =>
      !kept.some((each) => isSame(each, rule)) && wanted.findIndex((other) => isSame(other, rule)) === place,
  );
  return { take: held.filter((each) => !stays(each)), give };
}
