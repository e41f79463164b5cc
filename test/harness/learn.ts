/** What comes after an incident, through the API. */
import type { Client } from '../../src/client/client.ts';
import { createActionItem } from '../../src/contract/learn/action-items.ts';
import * as postmortems from '../../src/contract/learn/postmortems.ts';
import { postmortemForms } from '../../src/domain/learn/postmortem-forms.ts';
import { eventually } from './eventually.ts';

const written = postmortemForms.full
  .filter((section) => section.required)
  .map(({ heading }) => `## ${heading}\n\nThe pool of connections was smaller than the load of the sale.\n`)
  .join('\n');

/** Writes the postmortem of a resolved incident with a cause and an action item of `ownerId`, and completes it. */
export async function completePostmortem(admin: Client, incidentId: number, ownerId: number): Promise<void> {
  const params = { id: incidentId };
  const { factors } = await admin.call(postmortems.getContributingFactors, {});
  // Evenkeel may still write what has just happened into the draft.
  await eventually(async () => {
    const { version } = await admin.call(postmortems.getPostmortem, { params });
    return admin.call(postmortems.writePostmortem, { params, body: { markdown: written } }, { ifMatch: version });
  });
  await admin.call(postmortems.updatePostmortem, { params, body: { factorKeys: [factors[0]!.key], ownerId } });
  await admin.call(createActionItem, {
    body: { incidentId, title: 'Widen the pool', ownerId, dueAt: '2026-12-01T00:00:00Z' },
  });
  await admin.call(postmortems.movePostmortem, { params, body: { to: 'in_review' } });
  const done = await admin.call(postmortems.movePostmortem, { params, body: { to: 'completed' } });
  if (done.state !== 'completed') throw new Error(`The postmortem is ${done.state}: ${done.missing.join(', ')}`);
}
