import {
  type SquadcastExport,
  squadcastLegacySchedule,
  squadcastNamed,
  squadcastPolicy,
  squadcastSchedule,
  squadcastService,
  squadcastSquad,
  squadcastTeam,
  squadcastUser,
} from '../../../contract/move-in/squadcast.ts';
import { type ExportFile, isEmpty, isObject, parseDocument, type ReadError, readSections } from '../read-sections.ts';

const schemas = {
  users: squadcastUser,
  teams: squadcastTeam,
  squads: squadcastSquad,
  schedules: squadcastSchedule,
  legacy_schedules: squadcastLegacySchedule,
  escalation_policies: squadcastPolicy,
  services: squadcastService,
  global_event_rules: squadcastNamed,
  webforms: squadcastNamed,
};

/** Reads JSON documents with a list for each kind of thing. */
export function readSquadcast(files: readonly ExportFile[]): { content: SquadcastExport; errors: ReadError[] } {
  const faults: ReadError[] = [];
  const documents = files.map((file) => parseDocument(file, faults) ?? {});
  const { content, errors } = readSections<SquadcastExport>(schemas, (section) =>
    documents.flatMap((document) => {
      const given = document[section];
      const list = isObject(given) ? given.data : given;
      return Array.isArray(list) ? list : [];
    }),
  );
  const all = [...faults, ...errors];
  if (all.length === 0 && isEmpty(content))
    all.push({
      field: '',
      message: 'This holds neither users, schedules, escalation policies nor services of Squadcast.',
    });
  return { content, errors: all };
}
