import {
  type GoalertExport,
  goalertOverride,
  goalertPolicy,
  goalertRotation,
  goalertSchedule,
  goalertService,
  goalertUser,
} from '../../../contract/move-in/goalert.ts';
import { type ExportFile, isEmpty, isObject, parseDocument, type ReadError, readSections } from '../read-sections.ts';

const schemas = {
  users: goalertUser,
  rotations: goalertRotation,
  schedules: goalertSchedule,
  userOverrides: goalertOverride,
  escalationPolicies: goalertPolicy,
  services: goalertService,
};

/** Reads answers of GoAlert's GraphQL API: one with all lists, or any number of them, page by page. */
export function readGoalert(files: readonly ExportFile[]): { content: GoalertExport; errors: ReadError[] } {
  const faults: ReadError[] = [];
  const documents = files.map((file) => parseDocument(file, faults) ?? {});
  const { content, errors } = readSections<GoalertExport>(schemas, (section) =>
    documents.flatMap((document) => {
      const lists = isObject(document.data) ? document.data : document;
      const given = lists[section];
      const nodes = isObject(given) ? given.nodes : given;
      return Array.isArray(nodes) ? nodes : [];
    }),
  );
  const all = [...faults, ...errors];
  if (all.length === 0 && isEmpty(content))
    all.push({
      field: '',
      message: 'This holds neither users, schedules, escalation policies nor services of GoAlert.',
    });
  return { content, errors: all };
}
