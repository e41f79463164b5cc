/** A SCIM Group: what is read of a body or of a PATCH, and how it looks in answers. Groups hold people, not groups. */
import { normalPath } from './filter.ts';
import { refuse } from './refuse.ts';
import type { GroupRow } from './store.ts';
import { attribute, isObject, type Json, type Operation, requireObject, textOf } from './values.ts';

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export type GroupState = { displayName: string; externalId: string | null; memberIds: ReadonlySet<number> };

/** One request changes so many members: each may get another role and other teams. */
const mostMembersAtOnce = 2_000;

export function readGroup(body: unknown): GroupState {
  const group = requireObject(body, 'The body');
  return {
    displayName: requireName(attribute(group, 'displayName')),
    externalId: textOf(attribute(group, 'externalId'), 'externalId', 255) ?? null,
    memberIds: new Set(readMembers(attribute(group, 'members') ?? [])),
  };
}

function requireName(value: unknown): string {
  const name = textOf(value, 'displayName', 255);
  if (name === undefined) throw refuse('invalidValue', 'displayName is required.');
  return name;
}

function readMembers(value: unknown): number[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length > mostMembersAtOnce)
    throw refuse('invalidValue', `At most ${mostMembersAtOnce} members are taken at once.`);
  return list.map((each) => {
    const member = isObject(each) ? each : { value: each };
    if (String(attribute(member, 'type')).toLowerCase() === 'group')
      throw refuse('invalidValue', 'A group cannot be a member of a group; assign its people.');
    return memberId(attribute(member, 'value'));
  });
}

function memberId(value: unknown): number {
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw refuse('invalidValue', `No user has the id ${String(value).slice(0, 40)}.`);
}

/** What the group is after these operations, one after the other. */
export function applyGroupOperations(before: GroupState, operations: readonly Operation[]): GroupState {
  return operations.reduce(applyOperation, before);
}

function applyOperation(state: GroupState, { op, path, value }: Operation): GroupState {
  if (path === null)
    return Object.entries(requireObject(value, 'The value of an operation without a path')).reduce(
      (so, [name, each]) => applyOperation(so, { op, path: name, value: each }),
      state,
    );
  const place = normalPath(path);
  if (place === 'displayname') {
    if (op === 'remove') throw refuse('mutability', 'A group always has a displayName.');
    return { ...state, displayName: requireName(value) };
  }
  if (place === 'externalid')
    return { ...state, externalId: op === 'remove' ? null : (textOf(value, 'externalId', 255) ?? null) };
  if (place === 'members') return { ...state, memberIds: changeMembers(state.memberIds, op, value) };
  const one = /^members\[\s*value eq "(\d{1,15})"\s*\]$/.exec(place);
  if (one && op === 'remove') return { ...state, memberIds: without(state.memberIds, [Number(one[1])]) };
  if (place.startsWith('members')) throw refuse('invalidPath', `This path is not offered: ${path.slice(0, 80)}`);
  return state;
}

function changeMembers(before: ReadonlySet<number>, op: Operation['op'], value: unknown): ReadonlySet<number> {
  // Entra ID names whom to remove in the value; without one, all go.
  if (op === 'remove') return value === undefined || value === null ? new Set() : without(before, readMembers(value));
  const named = readMembers(value ?? []);
  return op === 'add' ? new Set([...before, ...named]) : new Set(named);
}

const without = (before: ReadonlySet<number>, gone: readonly number[]): ReadonlySet<number> =>
  new Set([...before].filter((id) => !gone.includes(id)));

export function renderGroup(row: GroupRow, base: string): Json {
  return {
    schemas: [groupSchema],
    id: String(row.id),
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    displayName: row.displayName,
    ...(row.members === null
      ? {}
      : {
          members: row.members.map(({ id, name }) => ({
            value: String(id),
            display: name,
            type: 'User',
            $ref: `${base}/Users/${id}`,
          })),
        }),
    meta: {
      resourceType: 'Group',
      created: row.createdAt.toISOString(),
      lastModified: row.updatedAt.toISOString(),
      location: `${base}/Groups/${row.id}`,
      version: `W/"${row.version}"`,
    },
  };
}
