/** A SCIM User: what is read of a body or of a PATCH, and how a person looks in answers. What is not listed is passed over. */
import { emailAddress } from '../../../contract/directory/people.ts';
import { line, timeZone } from '../../../contract/endpoint.ts';
import { normalPath, oneAddress } from './filter.ts';
import { refuse } from './refuse.ts';
import type { ScimPerson, UserRow } from './store.ts';
import { attribute, isObject, type Json, type Operation, requireObject, textOf, truthOf } from './values.ts';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** What a body says. Absent: nothing; null: take it away. */
export type UserInput = {
  userName?: string;
  externalId?: string | null;
  active?: boolean;
  displayName?: string;
  formatted?: string;
  givenName?: string | null;
  familyName?: string | null;
  email?: string;
  timeZone?: string;
};

export type UserState = ScimPerson & { email: string; name: string; timeZone: string; isActive: boolean };

const given = <Name extends keyof UserInput>(name: Name, value: UserInput[Name] | undefined): UserInput =>
  value === undefined ? {} : { [name]: value };

/** Reads a whole resource, or as much of one as there is. */
export function readUser(body: unknown): UserInput {
  const user = requireObject(body, 'The body');
  const name = attribute(user, 'name');
  const parts = isObject(name) ? name : {};
  const active = attribute(user, 'active');
  const zone = timeZone.safeParse(attribute(user, 'timezone'));
  return {
    ...given('userName', textOf(attribute(user, 'userName'), 'userName', 254)),
    ...given('externalId', textOf(attribute(user, 'externalId'), 'externalId', 255)),
    ...(active === undefined || active === null ? {} : { active: truthOf(active, 'active') }),
    ...given('displayName', textOf(attribute(user, 'displayName'), 'displayName', 250)),
    ...given('formatted', textOf(attribute(parts, 'formatted'), 'name.formatted', 250)),
    ...given('givenName', textOf(attribute(parts, 'givenName'), 'name.givenName', 120)),
    ...given('familyName', textOf(attribute(parts, 'familyName'), 'name.familyName', 120)),
    ...given('email', readAddress(attribute(user, 'emails'))),
    ...(zone.success ? { timeZone: zone.data } : {}),
  };
}

/** Of several addresses the primary one, then that of work, then the first. */
function readAddress(emails: unknown): string | undefined {
  const list = (Array.isArray(emails) ? emails : [emails]).slice(0, 50).flatMap((each): Json[] => {
    if (typeof each === 'string') return [{ value: each }];
    return isObject(each) ? [each] : [];
  });
  const isPrimary = (each: Json) => String(attribute(each, 'primary')).toLowerCase() === 'true';
  const isWork = (each: Json) => String(attribute(each, 'type')).toLowerCase() === 'work';
  const chosen = list.find(isPrimary) ?? list.find(isWork) ?? list[0];
  return chosen && textOf(attribute(chosen, 'value'), 'emails.value', 254);
}

/** All operations of a PATCH together, the later ones over the earlier ones. */
export function readUserOperations(operations: readonly Operation[]): UserInput {
  return Object.assign({}, ...operations.flatMap(readOperation));
}

function readOperation({ op, path, value }: Operation): UserInput[] {
  if (op === 'remove') return [removed(normalPath(path!))];
  if (path !== null) return [readAt(path, value)];
  // Without a path the names are paths: `{"name.givenName": "Ada"}`, `{"emails[type eq \"work\"].value": "…"}`.
  return Object.entries(requireObject(value, 'The value of an operation without a path')).map(([name, each]) =>
    readAt(name, each),
  );
}

function readAt(path: string, value: unknown): UserInput {
  const place = normalPath(path);
  if (place === 'emails.value') return readUser({ emails: [{ value }] });
  // Others than the one address of a person are not kept.
  if (place.startsWith('emails[') && !oneAddress.test(place)) return {};
  const [first, second] = place.split('.') as [string, string?];
  if (first === 'name' && second !== undefined) return emptied(place, value) ?? readUser({ name: { [second]: value } });
  if (second !== undefined) return {};
  return emptied(place, value) ?? readUser({ [first]: value });
}

const emptiable: Record<string, UserInput> = {
  externalid: { externalId: null },
  'name.givenname': { givenName: null },
  'name.familyname': { familyName: null },
};

const emptied = (place: string, value: unknown): UserInput | undefined =>
  value === null || value === '' ? emptiable[place] : undefined;

function removed(place: string): UserInput {
  if (['username', 'emails', 'emails.value', 'active'].includes(place))
    throw refuse('mutability', `A person always has ${place}; it can be replaced only.`);
  return emptiable[place] ?? {};
}

/** Who the person is afterwards. `isWhole`: the body is a whole resource, so what it leaves out is gone. */
export function nextState(before: UserState | null, input: UserInput, isWhole: boolean): UserState {
  const userName = input.userName ?? (isWhole ? undefined : before?.userName);
  if (userName === undefined) throw refuse('invalidValue', 'userName is required.');
  const kept = isWhole ? null : before;
  const parts = {
    givenName: input.givenName === undefined ? (kept?.givenName ?? null) : input.givenName,
    familyName: input.familyName === undefined ? (kept?.familyName ?? null) : input.familyName,
  };
  return {
    userName,
    ...parts,
    externalId: input.externalId === undefined ? (kept?.externalId ?? null) : input.externalId,
    email: readEmail(before, input, userName),
    name: nameFrom(before, input, parts, userName),
    timeZone: input.timeZone ?? before?.timeZone ?? 'UTC',
    isActive: input.active ?? before?.isActive ?? true,
  };
}

/** Without an address of its own, a user name that is an address is one; it moves along with the user name. */
function readEmail(before: UserState | null, input: UserInput, userName: string): string {
  const followed = before === null || before.email === before.userName.toLowerCase();
  const asName = emailAddress.safeParse(userName);
  const wanted = input.email ?? (followed && asName.success ? userName : before?.email);
  const email = emailAddress.safeParse(wanted);
  if (email.success) return email.data;
  throw refuse('invalidValue', 'A person needs an e-mail address: in emails, or as the userName.');
}

/**
 * Both parts of a name go before a displayName: providers send back the one that they read, with a part changed. It goes by
 * the body alone, so that a request that is sent twice does the same.
 */
function nameFrom(before: UserState | null, input: UserInput, parts: NameParts, userName: string): string {
  const isWhole = input.givenName != null && input.familyName != null;
  const isSplit = input.givenName != null || input.familyName != null;
  const whole = isWhole ? joinName(parts) : (input.displayName ?? input.formatted);
  const wanted = whole ?? (isSplit ? joinName(parts) : before?.name) ?? userName.slice(0, 120);
  const name = line(120).safeParse(wanted);
  if (name.success) return name.data;
  throw refuse('invalidValue', `The name is not accepted: ${name.error.issues[0]!.message}`);
}

type NameParts = Pick<UserState, 'givenName' | 'familyName'>;

const joinName = ({ givenName, familyName }: NameParts) =>
  [givenName, familyName].filter((part) => part !== null).join(' ');

export function stateOf(row: UserRow): UserState {
  const { userName, externalId, givenName, familyName, email, name, timeZone, isActive } = row;
  return { userName, externalId, givenName, familyName, email, name, timeZone, isActive };
}

export function renderUser(row: UserRow, base: string): Json {
  const { givenName, familyName } = row;
  return {
    schemas: [userSchema],
    id: String(row.id),
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    userName: row.userName,
    name: {
      formatted: row.name,
      ...(givenName === null ? {} : { givenName }),
      ...(familyName === null ? {} : { familyName }),
    },
    displayName: row.name,
    emails: [{ value: row.email, type: 'work', primary: true }],
    timezone: row.timeZone,
    active: row.isActive,
    groups: row.groups.map(({ id, name }) => ({
      value: String(id),
      display: name,
      type: 'direct',
      $ref: `${base}/Groups/${id}`,
    })),
    meta: {
      resourceType: 'User',
      created: row.createdAt.toISOString(),
      location: `${base}/Users/${row.id}`,
      version: `W/"${row.version}"`,
    },
  };
}
