/** The playbook as it is configured now. */
import { type PlaybookSection, playbookSections } from '../../../domain/program/playbook.ts';
import { parseSteps } from '../../../domain/resolve/runbooks.ts';
import { listTemplates } from '../../communicate/templates/actions.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { describePolicies } from '../../respond/escalation/actions.ts';
import { listProtocols } from '../../respond/protocols/actions.ts';
import { loadMatrix } from '../../respond/severities/actions.ts';
import * as store from './store.ts';

const mostSteps = 100;

/** How we work, section by section. */
export async function readSections(db: Queryable): Promise<PlaybookSection[]> {
  const policies = await describePolicies(db);
  const runbooks = await store.listRunbooks(db);
  return playbookSections({
    severities: (await loadMatrix(db)).rules,
    protocols: (await listProtocols(db)).filter(({ isArchived }) => !isArchived),
    services: await store.listServices(db),
    policies,
    templates: await listTemplates(db),
    runbooks: runbooks.map(({ body, ...runbook }) => ({
      ...runbook,
      steps: parseSteps(body)
        .slice(0, mostSteps)
        .map((step) => step.text),
    })),
  });
}
