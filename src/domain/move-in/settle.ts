/** What a moved document has to do with what is here: a configuration document as it is exported. Pure. */
import { usualUrgencies } from '../severity.ts';
import type { MovedDocument, MovedPolicy, MovedSchedule } from './document.ts';
import type { PagingDocument } from './here.ts';
import type { KnownSlugs } from './slugs.ts';

export type HereDocument = Record<string, unknown>;

type Item = Record<string, unknown>;

const kindOfSection: Record<string, string> = {
  teams: 'team',
  schedules: 'schedule',
  escalationPolicies: 'escalationPolicy',
  services: 'service',
  sources: 'source',
};

function itemsOf(document: HereDocument, section: string): Item[] {
  const items = document[section];
  return Array.isArray(items) ? (items as Item[]) : [];
}

export function knownSlugs(here: HereDocument): KnownSlugs {
  return Object.fromEntries(
    Object.entries(kindOfSection).map(([section, kind]) => [
      kind,
      itemsOf(here, section).map(({ slug }) => String(slug)),
    ]),
  );
}

/**
 * The document to apply. What belongs to a person is theirs once it is here: their name and role, ways to reach them
 * and rules are never written again. Nor are the key, the settings and the mapping of a source. Everything else is as in
 * the tool that is left, and the plan shows what that changes; with `addOnly` whatever is here stays as it is.
 */
export function settled(moved: MovedDocument, here: HereDocument, addOnly: boolean): Record<string, unknown> {
  const keysOf = (section: string, keyOf: (item: Item) => unknown) => new Set(itemsOf(here, section).map(keyOf));
  const people = keysOf('people', ({ email }) => email);
  const methods = keysOf('contactMethods', ({ person, label }) => `${person}/${label}`);
  const rules = keysOf('notificationRules', ({ person }) => person);
  const slugs = (section: string) => keysOf(section, ({ slug }) => slug);
  const [known, sources] = [Object.keys(kindOfSection), slugs('sources')];
  const document: Record<string, unknown> = {
    ...moved,
    people: moved.people.filter(({ email }) => !people.has(email)),
    contactMethods: moved.contactMethods.filter(({ person, label }) => !methods.has(`${person}/${label}`)),
    notificationRules: moved.notificationRules.filter(({ person }) => !rules.has(person)),
    sources: moved.sources.map((source) => {
      const { key: _key, settings: _settings, mapping: _mapping, ...rest } = source;
      return sources.has(source.slug) ? rest : source;
    }),
  };
  for (const section of addOnly ? known : [])
    document[section] = (document[section] as Item[]).filter(({ slug }) => !slugs(section).has(slug));
  return Object.fromEntries(Object.entries(document).filter(([, items]) => (items as unknown[]).length > 0));
}

/** What decides here who is paged. @param overrides they are not part of an exported document */
export function pagingOf(here: HereDocument, overrides: MovedDocument['overrides']): PagingDocument {
  const policies = itemsOf(here, 'escalationPolicies') as unknown as (MovedPolicy & {
    workingHoursTeam: string | null;
  })[];
  const teams = itemsOf(here, 'teams') as unknown as (MovedDocument['teams'][number] & {
    workingHours: MovedPolicy['workingHours'];
  })[];
  return {
    people: itemsOf(here, 'people') as unknown as MovedDocument['people'],
    teams: teams.map((team) => ({ ...team, members: team.members ?? [] })),
    schedules: itemsOf(here, 'schedules') as unknown as MovedSchedule[],
    overrides,
    services: itemsOf(here, 'services') as unknown as PagingDocument['services'],
    escalationPolicies: policies.map((policy) => {
      const hours = teams.find(({ slug }) => slug === policy.workingHoursTeam)?.workingHours;
      return hours ? { ...policy, workingHours: { ...hours, holidays: [] } } : policy;
    }),
  };
}

/** How urgent each severity is here. */
export function urgenciesOf(here: HereDocument): Readonly<Record<number, 'high' | 'low' | 'none'>> {
  const rules = (here.severities as { rules?: { severity: number; urgency: 'high' | 'low' | 'none' }[] } | undefined)
    ?.rules;
  if (!rules) return usualUrgencies;
  return { ...usualUrgencies, ...Object.fromEntries(rules.map(({ severity, urgency }) => [severity, urgency])) };
}

/** Where in a document a place such as `schedules[3].layers[0]` is: the item with its name. */
export function itemAt(document: Record<string, unknown>, place: string): string | null {
  const [, section, index] = /^(\w+)\[(\d+)\]/.exec(place) ?? [];
  const item = section === undefined ? undefined : itemsOf(document, section)[Number(index)];
  const name = item?.slug ?? item?.email ?? item?.person ?? item?.schedule;
  return typeof name === 'string' ? name : null;
}
