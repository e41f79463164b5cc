import { listEscalationPolicies } from '../../contract/escalation-policies.ts';
import { listPeople } from '../../contract/people.ts';
import { listSchedules } from '../../contract/schedules.ts';
import { listServices } from '../../contract/services.ts';
import { listTeams } from '../../contract/teams.ts';
import { useEndpoint } from '../data/endpoint-query.ts';

export type Choice = { value: string; label: string };

const limit = 200;
const asChoices = (items: readonly { id: number; name: string }[] | undefined): Choice[] =>
  (items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));

/** People who can be chosen: everybody who is not disabled. Same names are told apart by their address. */
export function usePeopleChoices(): Choice[] {
  const items = useEndpoint(listPeople, { query: { limit } }).data?.items ?? [];
  const usable = items.filter(({ status }) => status !== 'disabled');
  const names = usable.map(({ name }) => name);
  return usable.map(({ id, name, email }) => ({
    value: String(id),
    label: names.filter((other) => other === name).length > 1 ? `${name} (${email})` : name,
  }));
}

export function useTeamChoices(): Choice[] {
  return asChoices(useEndpoint(listTeams, { query: { limit } }).data?.items);
}

export function useScheduleChoices(): Choice[] {
  return asChoices(useEndpoint(listSchedules, { query: { limit } }).data?.items);
}

export function usePolicyChoices(): Choice[] {
  return asChoices(useEndpoint(listEscalationPolicies, { query: { limit } }).data?.items);
}

export function useServiceChoices(): Choice[] {
  return asChoices(useEndpoint(listServices, { query: { limit } }).data?.items);
}

/** The value of a select that holds an id or nothing. */
export const idText = (id: number | null): string | null => (id === null ? null : String(id));
export const idOf = (text: string | null): number | null => (text === null ? null : Number(text));
