import {
  type OpsgenieExport,
  opsgenieEscalation,
  opsgenieForwarding,
  opsgenieHeartbeat,
  opsgenieIntegration,
  opsgenieMaintenance,
  opsgenieNamed,
  opsgeniePolicy,
  opsgenieSchedule,
  opsgenieService,
  opsgenieTeam,
  opsgenieUser,
} from '../../../contract/move-in/opsgenie.ts';
import { type ExportFile, isObject } from '../read-sections.ts';

/** What cannot be read, with its file and field. */
export type ReadError = { file: string; field: string; message: string };

type Section = keyof OpsgenieExport;

type Schema<Thing> = {
  safeParse(
    value: unknown,
  ): { success: true; data: Thing } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
};

const schemas: { [Each in Section]: Schema<OpsgenieExport[Each][number]> } = {
  users: opsgenieUser,
  teams: opsgenieTeam,
  schedules: opsgenieSchedule,
  escalations: opsgenieEscalation,
  integrations: opsgenieIntegration,
  services: opsgenieService,
  heartbeats: opsgenieHeartbeat,
  forwardings: opsgenieForwarding,
  policies: opsgeniePolicy,
  maintenance: opsgenieMaintenance,
  customRoles: opsgenieNamed,
};

/** Folders of the backup tool, and keys of one JSON document, by the section that they are. */
const sectionNames: Record<string, Section> = {
  users: 'users',
  teams: 'teams',
  schedules: 'schedules',
  escalations: 'escalations',
  integrations: 'integrations',
  services: 'services',
  heartbeats: 'heartbeats',
  forwardings: 'forwardings',
  forwardingRules: 'forwardings',
  policies: 'policies',
  policiesV2: 'policies',
  maintenance: 'maintenance',
  maintenances: 'maintenance',
  customUserRoles: 'customRoles',
};

/**
 * Reads the folder of Opsgenie's backup tool (a file for each thing), or one JSON document with a list for each kind of
 * thing. Files of other folders are left alone.
 */
export function readOpsgenie(files: readonly ExportFile[]): { content: OpsgenieExport; errors: ReadError[] } {
  const content: OpsgenieExport = {
    users: [],
    teams: [],
    schedules: [],
    escalations: [],
    integrations: [],
    services: [],
    heartbeats: [],
    forwardings: [],
    policies: [],
    maintenance: [],
    customRoles: [],
  };
  const errors: ReadError[] = [];
  const add = (section: Section, value: unknown, file: string, at: string) => {
    const result = schemas[section].safeParse(flat(section, value));
    if (result.success) (content[section] as unknown[]).push(result.data);
    else
      for (const { path, message } of result.error.issues)
        errors.push({ file, field: [at, ...path].filter((part) => part !== '').join('.'), message });
  };
  for (const { path, text } of files) {
    if (!path.endsWith('.json')) continue;
    const folder = path.split(/[/\\]/).at(-2) ?? '';
    const section = Object.hasOwn(sectionNames, folder) ? sectionNames[folder]! : null;
    if (section === null && files.length > 1) continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      errors.push({ file: path, field: '', message: `This is not JSON: ${(error as Error).message}` });
      continue;
    }
    if (section !== null) {
      add(section, value, path, '');
      continue;
    }
    const document = isObject(value) ? value : {};
    for (const [key, given] of Object.entries(document)) {
      if (!Object.hasOwn(sectionNames, key)) continue;
      for (const [index, item] of itemsOf(given).entries()) add(sectionNames[key]!, item, path, `${key}.${index}`);
    }
  }
  if (errors.length === 0 && Object.values(content).every((items) => items.length === 0))
    errors.push({
      file: files[0]?.path ?? '',
      field: '',
      message: 'This holds neither users, teams, schedules nor escalations of Opsgenie.',
    });
  return { content, errors };
}

/** A list, or the answer of the API that holds one. */
function itemsOf(given: unknown): unknown[] {
  const list = isObject(given) ? given.data : given;
  return Array.isArray(list) ? list : [];
}

/** The thing itself with what the backup tool writes beside it. */
function flat(section: Section, value: unknown): unknown {
  if (!isObject(value)) return value;
  const { user, team, schedule, integration } = value;
  if (section === 'users' && isObject(user)) return { ...user, notificationRules: value.notificationRuleList };
  if (section === 'teams' && isObject(team)) return { ...team, routingRules: value.teamRoutingRules };
  if (section === 'schedules' && isObject(schedule)) return { ...schedule, overrides: value.scheduleOverrideList };
  if (section === 'integrations' && isObject(integration)) return { ...integration, actions: value.integrationActions };
  return value;
}
