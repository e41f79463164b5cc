import { playbook } from '../../../domain/program/playbook.ts';
import { parseSteps } from '../../../domain/resolve/runbooks.ts';
import { listTemplates } from '../../communicate/templates/actions.ts';
import type { Context } from '../../platform/context.ts';
import { readNow } from '../../platform/db/now.ts';
import { describePolicies } from '../../respond/escalation/actions.ts';
import { listProtocols } from '../../respond/protocols/actions.ts';
import { loadMatrix } from '../../respond/severities/actions.ts';
import * as store from './store.ts';

const mostSteps = 100;

/** How we work, as one document of what is configured now. */
export async function readPlaybook({ db }: Pick<Context, 'db'>) {
  const generatedAt = await readNow(db);
  const policies = await describePolicies(db);
  const runbooks = await store.listRunbooks(db);
  const markdown = playbook({
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
    generatedAt: generatedAt.toISOString(),
  });
  return { markdown, generatedAt };
}
