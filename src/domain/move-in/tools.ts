/** The tools that can be left, all in the same way. */
import type { MovableTool } from '../../contract/move-in/conversion.ts';
import type { Converted } from './converted.ts';
import { convertGoalert } from './goalert/convert.ts';
import { readGoalert } from './goalert/read.ts';
import { goalertThere } from './goalert/there.ts';
import { convertOncall } from './oncall/convert.ts';
import { readOncall } from './oncall/read.ts';
import { oncallThere } from './oncall/there.ts';
import { convertOpsgenie } from './opsgenie/convert.ts';
import { readOpsgenie } from './opsgenie/read.ts';
import { opsgenieThere } from './opsgenie/there.ts';
import { convertPagerduty } from './pagerduty/convert.ts';
import { readPagerduty } from './pagerduty/read.ts';
import { pagerdutyThere } from './pagerduty/there.ts';
import type { There } from './proof.ts';
import type { ExportFile } from './read-sections.ts';
import type { KnownSlugs } from './slugs.ts';
import { convertSquadcast } from './squadcast/convert.ts';
import { readSquadcast } from './squadcast/read.ts';
import { squadcastThere } from './squadcast/there.ts';

export type Moved = Converted & { there(from: number, to: number): There };

type Fault = { path: string; message: string };

/** What the files of an export hold; `errors` name a file or a field each. */
export type ReadExport = {
  content: object;
  errors: Fault[];
  /** @param known slugs that exist here already */
  convert(known: KnownSlugs, nowMs: number): Moved;
};

type Tool<Content extends object> = {
  read(files: readonly ExportFile[]): {
    content: Content;
    errors: { file?: string; field: string; message: string }[];
  };
  convert(content: Content, known: KnownSlugs, nowMs: number): Converted;
  there(content: Content, converted: Converted, from: number, to: number): There;
};

const placed = ({ file, field, message }: { file?: string; field: string; message: string }): Fault => ({
  path: [file, field].filter((part) => part !== undefined && part !== '').join(': '),
  message,
});

const reader =
  <Content extends object>({ read, convert, there }: Tool<Content>) =>
  (files: readonly ExportFile[]): ReadExport => {
    const { content, errors } = read(files);
    return {
      content,
      errors: errors.map(placed),
      convert(known, nowMs) {
        const converted = convert(content, known, nowMs);
        return { ...converted, there: (from, to) => there(content, converted, from, to) };
      },
    };
  };

const readers: Record<MovableTool, (files: readonly ExportFile[]) => ReadExport> = {
  opsgenie: reader({ read: readOpsgenie, convert: convertOpsgenie, there: opsgenieThere }),
  pagerduty: reader({ read: readPagerduty, convert: convertPagerduty, there: pagerdutyThere }),
  oncall: reader({ read: readOncall, convert: convertOncall, there: oncallThere }),
  goalert: reader({ read: readGoalert, convert: convertGoalert, there: goalertThere }),
  squadcast: reader({ read: readSquadcast, convert: convertSquadcast, there: squadcastThere }),
};

export const readExport = (tool: MovableTool, files: readonly ExportFile[]): ReadExport => readers[tool](files);
