import * as contract from '../../../contract/program/certification.ts';
import * as skills from '../../../contract/program/skills.ts';
import { streamCsv } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readCertificationRules, updateCertificationRules } from './certification.ts';
import { listSkills, readSkillLines, skillHeader, skillLineOf } from './skills.ts';

export const certificationHandlers: Handler[] = [
  implement(contract.readCertificationRules, (ctx) => readCertificationRules(ctx.db)),
  implement(contract.updateCertificationRules, (ctx, { body, ifMatch }) =>
    updateCertificationRules(ctx, body, ifMatch),
  ),
  implement(skills.listSkills, (ctx, { query }) => listSkills(ctx, query)),
  implement(skills.exportSkills, (ctx, { query, ...io }) =>
    streamCsv(io, {
      name: 'skills.csv',
      header: skillHeader,
      lineOf: skillLineOf,
      read: (cursor) => readSkillLines(ctx, { ...query, cursor, limit: teamsAtOnce }),
    }),
  ),
];

/** Teams that the export reads at a time. */
const teamsAtOnce = 20;
