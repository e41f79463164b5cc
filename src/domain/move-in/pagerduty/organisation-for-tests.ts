/** A made-up organisation as an export of PagerDuty: the same seed makes the same one. */
import { createPicks, dayMs, halfHourMs, type Json, type OrganisationSize, zones } from '../picks-for-tests.ts';

type Thing = Json & { id: string };
type LayerJson = Thing & { users: { user: Json }[]; rotation_turn_length_seconds: number };

/** One JSON document in the shapes of PagerDuty's REST API. */
export type PagerdutyDump = {
  users: Thing[];
  teams: (Thing & { members: Json[] })[];
  schedules: (Thing & { schedule_layers: LayerJson[]; overrides: Json[] })[];
  escalation_policies: Thing[];
  services: (Thing & { integrations: Thing[] })[];
  maintenance_windows: Thing[];
  event_orchestrations: (Thing & { integrations: Thing[]; router: Json })[];
  business_services: Thing[];
  priorities: Thing[];
  extensions: Thing[];
};

/**
 * @param nowMs layers began before it or begin soon after it, overrides lie after it
 * @param plain only what Evenkeel does in the very same way, so that a proof has nothing to excuse
 */
export function pagerdutyOrganisation(
  seed: number,
  { people, teams, schedules }: OrganisationSize,
  nowMs: number,
  plain = true,
): PagerdutyDump {
  const { below, pick, chance, some } = createPicks(seed);
  const letters = 'ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789';
  const idOf = () => `P${Array.from({ length: 6 }, () => letters[below(letters.length)]!).join('')}`;
  const keyOf = () => Array.from({ length: 32 }, () => below(16).toString(16)).join('');
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  const clock = () => `${String(below(24)).padStart(2, '0')}:${pick(['00', '30'])}:00`;
  const refer = (type: string, { id, name }: Json) => ({ id, type: `${type}_reference`, summary: name });
  const today = Math.floor(nowMs / dayMs) * dayMs;

  const madeTeams = Array.from({ length: teams }, (_, index) => ({
    ...{ id: idOf(), type: 'team', name: `Team ${index + 1}`, description: null },
    members: [] as Json[],
  }));
  const users = Array.from({ length: people }, (_, index): Thing => {
    const [mail, phone, text, push] = [idOf(), idOf(), idOf(), idOf()];
    const address = `170555${String(1_000 + index)}`;
    const rule = (urgency: string, id: string, type: string, minutes: number) => ({
      ...{ id: idOf(), type: 'assignment_notification_rule', urgency, start_delay_in_minutes: minutes },
      contact_method: { id, type: `${type}_contact_method_reference` },
    });
    return {
      ...{ id: idOf(), type: 'user', name: `Person ${index + 1}`, email: `Person${index + 1}@example.org` },
      ...{ time_zone: pick(zones), role: index === 0 ? 'owner' : index % 9 === 0 ? 'admin' : 'limited_user' },
      teams: some(madeTeams, 3).map((team) => refer('team', team)),
      contact_methods: [
        { id: mail, type: 'email_contact_method', label: 'Default', address: `Person${index + 1}@example.org` },
        { id: phone, type: 'phone_contact_method', label: 'Mobile', country_code: 49, address },
        { id: text, type: 'sms_contact_method', label: 'Mobile', country_code: 49, address, enabled: true },
        { id: push, type: 'push_notification_contact_method', label: 'Phone', address: keyOf() },
      ],
      notification_rules: [
        rule('high', push, 'push_notification', 0),
        rule('high', text, 'sms', 1),
        rule('high', phone, 'phone', 3 + below(4)),
        rule('low', chance(0.5) ? mail : push, 'email', 0),
      ],
    };
  });
  for (const [index, team] of madeTeams.entries())
    team.members = users
      .filter((user) => (user.teams as Json[]).some(({ id }) => id === team.id))
      .map((user, place) => ({
        user: refer('user', user),
        role: place === 0 && index % 2 === 0 ? 'manager' : 'responder',
      }));

  const restrictions = (): Json[] => {
    if (chance(0.5)) return [];
    if (chance(0.5))
      return Array.from({ length: 1 + below(2) }, () => ({
        ...{ type: 'daily_restriction', start_time_of_day: clock() },
        duration_seconds: (1 + below(47)) * 1_800 + (plain ? 0 : pick([0, 0, 30])),
      }));
    return Array.from({ length: 1 + below(4) }, () => ({
      ...{ type: 'weekly_restriction', start_day_of_week: 1 + below(7), start_time_of_day: clock() },
      duration_seconds: (1 + below(335)) * 1_800,
    }));
  };
  /** Far from the hours in which clocks change anywhere. */
  const soon = () => today + (1 + below(40)) * dayMs + 8 * 3_600_000 + below(12) * halfHourMs;
  const layer = (index: number): LayerJson => {
    const virtual = today - below(400) * dayMs + below(48) * halfHourMs;
    const start = chance(0.7) ? virtual : chance(0.5) ? soon() : virtual + below(20) * halfHourMs;
    const hours = pick([24, 168, 168, 168, 336, 72, 12, 8, 36, 24]);
    const turn = plain || chance(0.8) ? hours * 3_600 : 5_400;
    const members = some(users, 5).map((user) => ({ user: refer('user', user) }));
    if (!plain && chance(0.1)) members.push({ user: { id: idOf(), type: 'user_reference', summary: 'Gone' } });
    return {
      ...{ id: idOf(), type: 'schedule_layer', name: `Layer ${index + 1}`, users: members },
      ...{ start: iso(start), end: chance(0.15) ? iso(Math.max(soon(), start + dayMs)) : null },
      ...{ rotation_virtual_start: iso(virtual), rotation_turn_length_seconds: turn, restrictions: restrictions() },
    };
  };
  const madeSchedules = Array.from({ length: schedules }, (_, index) => {
    const layers = Array.from({ length: chance(0.5) ? 1 : 2 + below(2) }, (_each, place) => layer(place));
    if (chance(0.3)) layers.unshift({ ...layer(8), start: iso(today - 500 * dayMs), end: iso(today - 9 * dayMs) });
    let at = Math.ceil(nowMs / halfHourMs) * halfHourMs;
    const overrides = Array.from({ length: below(4) }, () => {
      const start = at + below(20 * 48) * halfHourMs;
      at = start + (1 + below(96)) * halfHourMs;
      return { id: idOf(), start: iso(start), end: iso(at), user: refer('user', pick(users)) };
    });
    return {
      ...{ id: idOf(), type: 'schedule', name: `Schedule ${index + 1}`, description: null, time_zone: pick(zones) },
      teams: [refer('team', madeTeams[index % teams]!)],
      // The upper ones first.
      ...{ schedule_layers: layers.reverse(), overrides },
    };
  });

  const policies = madeTeams.map((team, index) => ({
    ...{ id: idOf(), type: 'escalation_policy', name: `${team.name} escalation`, num_loops: below(4) },
    ...{ description: null, on_call_handoff_notifications: 'if_has_services', teams: [refer('team', team)] },
    escalation_rules: Array.from({ length: 1 + below(4) }, (_, place) => {
      const first = place === 0 ? [refer('schedule', madeSchedules[index % schedules]!)] : [];
      const others = some([...madeSchedules, ...users], 2).map((thing) => refer(thing.type as string, thing));
      const targets = place === 0 && chance(0.6) ? first : [...first, ...others];
      return {
        ...{ id: idOf(), escalation_delay_in_minutes: pick([5, 10, 15, 30]), targets },
        escalation_rule_assignment_strategy: {
          type: !plain && chance(0.2) ? 'round_robin' : 'assign_to_everyone',
        },
      };
    }),
  }));
  const constant = (urgency: string) => ({ type: 'constant', urgency });
  const services = policies.flatMap((policy, index) =>
    Array.from({ length: 1 + below(2) }, (_, place) => {
      const isByHours = chance(0.3);
      const urgencies = ['high', 'low', 'severity_based'];
      const name = `Service ${index + 1}.${place + 1}`;
      return {
        ...{ id: idOf(), type: 'service', name, description: null, status: chance(0.05) ? 'disabled' : 'active' },
        ...{ escalation_policy: refer('escalation_policy', policy), teams: [refer('team', madeTeams[index]!)] },
        incident_urgency_rule: isByHours
          ? {
              type: 'use_support_hours',
              during_support_hours: constant(pick(urgencies)),
              outside_support_hours: constant(pick(urgencies)),
            }
          : constant(pick(['high', 'high', ...urgencies])),
        support_hours: isByHours
          ? {
              ...{ type: 'fixed_time_per_day', time_zone: pick(zones), days_of_week: [1, 2, 3, 4, 5] },
              ...{ start_time: '09:00:00', end_time: '17:30:00' },
            }
          : null,
        scheduled_actions: [],
        auto_resolve_timeout: chance(0.3) ? (plain ? 604_800 : 14_400) : null,
        acknowledgement_timeout: chance(0.3) ? 1_800 : null,
        integrations: ['Events API', 'Mail'].map((title, kind) => ({
          ...{ id: idOf(), name: title, summary: title, integration_key: keyOf() },
          type: kind === 1 ? 'generic_email_inbound_integration' : 'events_api_v2_inbound_integration',
        })),
      };
    }),
  );
  return {
    ...{ users, teams: madeTeams, schedules: madeSchedules, escalation_policies: policies, services },
    maintenance_windows: [
      {
        ...{ id: idOf(), type: 'maintenance_window', description: 'Move of the database' },
        ...{ start_time: iso(today + 3 * dayMs), end_time: iso(today + 3 * dayMs + 4 * 3_600_000) },
        services: [refer('service', services[0]!)],
      },
    ],
    event_orchestrations: [
      {
        ...{ id: idOf(), name: 'Everything', description: null },
        integrations: [{ id: idOf(), label: 'Default', parameters: { routing_key: keyOf(), type: 'global' } }],
        router: {
          sets: [{ id: 'start', rules: [{ label: 'Payments', actions: { route_to: services.at(-1)!.id } }] }],
          catch_all: { actions: { route_to: services[0]!.id } },
        },
      },
    ],
    business_services: [{ id: idOf(), type: 'business_service', name: 'Checkout' }],
    priorities: [{ id: idOf(), type: 'priority', name: 'P1' }],
    extensions: [{ id: idOf(), type: 'extension', name: 'Slack' }],
  };
}
