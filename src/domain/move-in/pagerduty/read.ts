import {
  type PagerdutyExport,
  pagerdutyEscalationPolicy,
  pagerdutyMaintenanceWindow,
  pagerdutyNamed,
  pagerdutyOrchestration,
  pagerdutySchedule,
  pagerdutyService,
  pagerdutyTeam,
  pagerdutyUser,
} from '../../../contract/move-in/pagerduty.ts';
import { type ExportFile, isEmpty, isObject, parseDocument, type ReadError, readSections } from '../read-sections.ts';

const schemas = {
  users: pagerdutyUser,
  teams: pagerdutyTeam,
  schedules: pagerdutySchedule,
  escalation_policies: pagerdutyEscalationPolicy,
  services: pagerdutyService,
  maintenance_windows: pagerdutyMaintenanceWindow,
  event_orchestrations: pagerdutyOrchestration,
  rulesets: pagerdutyNamed,
  business_services: pagerdutyNamed,
  priorities: pagerdutyNamed,
  response_plays: pagerdutyNamed,
  extensions: pagerdutyNamed,
  webhook_subscriptions: pagerdutyNamed,
};

type Json = Record<string, unknown>;

/**
 * Reads one JSON document with a list for each kind of thing, or any number of answers of the API, page by page: of a thing
 * that several of them hold, each adds its fields.
 */
export function readPagerduty(files: readonly ExportFile[]): { content: PagerdutyExport; errors: ReadError[] } {
  const faults: ReadError[] = [];
  const documents = files.map((file) => parseDocument(file, faults) ?? {});
  const { content, errors } = readSections<PagerdutyExport>(schemas, (section) =>
    together(documents.flatMap((document) => itemsOf(document, section))),
  );
  const all = [...faults, ...errors];
  if (all.length === 0 && isEmpty(content))
    all.push({
      field: '',
      message: 'This holds neither users, schedules, escalation policies nor services of PagerDuty.',
    });
  return { content, errors: all };
}

/** What the answers call things by another name than the section. */
const otherNames: Record<string, string> = { schedules: 'schedule', event_orchestrations: 'orchestrations' };

function itemsOf(document: Json, section: string): unknown[] {
  const given = [document[section], document[otherNames[section] ?? '']];
  return given.flatMap((each) => {
    if (Array.isArray(each)) return each.flatMap((item: unknown) => unwrapped(item, section));
    return isObject(each) ? unwrapped(each, section) : [];
  });
}

/** A thing may stand in the answer that held it, alone or with others. */
function unwrapped(item: unknown, section: string): unknown[] {
  if (!isObject(item) || item.id !== undefined) return [item];
  const found = itemsOf(item, section);
  return found.length > 0 ? found : [item];
}

function together(items: readonly unknown[]): unknown[] {
  const byId = new Map<unknown, unknown>();
  for (const [index, item] of items.entries()) {
    const id = isObject(item) && typeof item.id === 'string' ? item.id : index;
    const known = byId.get(id);
    byId.set(id, isObject(known) && isObject(item) ? { ...known, ...item } : item);
  }
  return [...byId.values()];
}
