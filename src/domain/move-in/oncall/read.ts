import {
  type OncallExport,
  oncallChain,
  oncallIntegration,
  oncallRoute,
  oncallRule,
  oncallSchedule,
  oncallShift,
  oncallStep,
  oncallSwap,
  oncallTeam,
  oncallUser,
  oncallUserGroup,
  oncallWebhook,
} from '../../../contract/move-in/oncall.ts';

/** What cannot be read, with its field. */
export type ReadError = { field: string; message: string };

type Section = keyof OncallExport;

type Schema<Thing> = {
  safeParse(
    value: unknown,
  ): { success: true; data: Thing } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
};

const schemas: { [Each in Section]: Schema<OncallExport[Each][number]> } = {
  users: oncallUser,
  teams: oncallTeam,
  user_groups: oncallUserGroup,
  schedules: oncallSchedule,
  on_call_shifts: oncallShift,
  shift_swaps: oncallSwap,
  escalation_chains: oncallChain,
  escalation_policies: oncallStep,
  personal_notification_rules: oncallRule,
  integrations: oncallIntegration,
  routes: oncallRoute,
  outgoing_webhooks: oncallWebhook,
};

/** Reads one JSON document with a list for each kind of thing: the things themselves, or the pages of the API. */
export function readOncall(text: string): { content: OncallExport; errors: ReadError[] } {
  const content: OncallExport = {
    users: [],
    teams: [],
    user_groups: [],
    schedules: [],
    on_call_shifts: [],
    shift_swaps: [],
    escalation_chains: [],
    escalation_policies: [],
    personal_notification_rules: [],
    integrations: [],
    routes: [],
    outgoing_webhooks: [],
  };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { content, errors: [{ field: '', message: `This is not JSON: ${(error as Error).message}` }] };
  }
  const errors: ReadError[] = [];
  for (const section of Object.keys(schemas) as Section[])
    for (const [index, item] of itemsOf(isObject(document) ? document[section] : []).entries()) {
      const result = schemas[section].safeParse(item);
      if (result.success) (content[section] as unknown[]).push(result.data);
      else
        for (const { path, message } of result.error.issues)
          errors.push({ field: [section, index, ...path].join('.'), message });
    }
  if (errors.length === 0 && Object.values(content).every((items) => items.length === 0))
    errors.push({ field: '', message: 'This holds neither users, schedules nor escalation chains of Grafana OnCall.' });
  return { content, errors };
}

/** A list of things, an answer of the API, or a list of such answers. */
function itemsOf(given: unknown): unknown[] {
  if (isObject(given)) return itemsOf(given.results);
  if (!Array.isArray(given)) return [];
  return given.flatMap((item: unknown) => (isObject(item) && Array.isArray(item.results) ? item.results : [item]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
