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
import { type ExportFile, isEmpty, isObject, parseDocument, type ReadError, readSections } from '../read-sections.ts';

const schemas = {
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

/** Reads JSON documents with a list for each kind of thing: the things themselves, or the pages of the API. */
export function readOncall(files: readonly ExportFile[]): { content: OncallExport; errors: ReadError[] } {
  const faults: ReadError[] = [];
  const documents = files.map((file) => parseDocument(file, faults) ?? {});
  const { content, errors } = readSections<OncallExport>(schemas, (section) =>
    documents.flatMap((document) => itemsOf(document[section])),
  );
  const all = [...faults, ...errors];
  if (all.length === 0 && isEmpty(content))
    all.push({ field: '', message: 'This holds neither users, schedules nor escalation chains of Grafana OnCall.' });
  return { content, errors: all };
}

/** A list of things, an answer of the API, or a list of such answers. */
function itemsOf(given: unknown): unknown[] {
  if (isObject(given)) return itemsOf(given.results);
  if (!Array.isArray(given)) return [];
  return given.flatMap((item: unknown) => (isObject(item) && Array.isArray(item.results) ? item.results : [item]));
}
