/** The tools that can be left, all in the same way. */
import type { MovableTool } from '../../contract/move-in/conversion.ts';
import type { MovedDocument } from './document.ts';
import type { Finding } from './finding.ts';
import { convertGoalert } from './goalert/convert.ts';
import { readGoalert } from './goalert/read.ts';
import { convertOncall } from './oncall/convert.ts';
import { readOncall } from './oncall/read.ts';
import { convertOpsgenie } from './opsgenie/convert.ts';
import { readOpsgenie } from './opsgenie/read.ts';
import { convertPagerduty } from './pagerduty/convert.ts';
import { readPagerduty } from './pagerduty/read.ts';
import type { ExportFile } from './read-sections.ts';
import type { KnownSlugs } from './slugs.ts';

type Converted = {
  document: MovedDocument;
  findings: Finding[];
  schedulesOf: ReadonlyMap<string, string[]>;
  serviceOf: ReadonlyMap<string, string>;
};

/** What the files of an export hold; `errors` name a file or a field each. */
type ReadExport = {
  content: object;
  errors: { path: string; message: string }[];
  convert(known: KnownSlugs, nowMs: number): Converted;
};

const placed = ({ file, field, message }: { file?: string; field: string; message: string }) => ({
  path: [file, field].filter((part) => part !== undefined && part !== '').join(': '),
  message,
});

const readers: Record<MovableTool, (files: readonly ExportFile[]) => ReadExport> = {
  opsgenie(files) {
    const { content, errors } = readOpsgenie(files);
    return { content, errors: errors.map(placed), convert: (known, nowMs) => convertOpsgenie(content, known, nowMs) };
  },
  pagerduty(files) {
    const { content, errors } = readPagerduty(files);
    return { content, errors: errors.map(placed), convert: (known, nowMs) => convertPagerduty(content, known, nowMs) };
  },
  oncall(files) {
    const { content, errors } = readOncall(files[0]!.text);
    return { content, errors: errors.map(placed), convert: (known, nowMs) => convertOncall(content, known, nowMs) };
  },
  goalert(files) {
    const { content, errors } = readGoalert(files);
    return { content, errors: errors.map(placed), convert: (known, nowMs) => convertGoalert(content, known, nowMs) };
  },
};

export const readExport = (tool: MovableTool, files: readonly ExportFile[]): ReadExport => readers[tool](files);
