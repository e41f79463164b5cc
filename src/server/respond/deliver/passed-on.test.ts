import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startPushover } from '../../../../test/stand-ins/pushover.ts';
import { startSlack } from '../../../../test/stand-ins/slack.ts';
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, declinePage, reassignPage } from '../../../contract/respond/pages/responses.ts';
import { addProvider } from '../../../contract/respond/providers.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

/** Ada by Slack and Pushover, Grace by Slack. */
async function scene(definitionOf: (ada: number, grace: number) => EscalationDefinition) {
  const node = await startTestServer();
  const world = worldOf(node);
  const [slack, pushover] = [await startSlack(), await startPushover()];
  const { apiUrl, botToken, signingSecret } = slack;
  await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  await node.admin.call(addProvider, {
    body: { kind: 'pushover', name: 'Push', settings: { apiUrl: pushover.url, token: pushover.token } },
  });
  const [ada, grace] = [await signInAs(node, 'responder', 'Ada'), await signInAs(node, 'responder', 'Grace')];
  const use = async (personId: number, channel: string, settings: Record<string, unknown>) =>
    world.rule(personId, await world.method(personId, channel, settings), 0);
  await use(ada.id, 'slack', { to: 'U00000ADA' });
  await use(ada.id, 'pushover', { user: pushover.user });
  await use(grace.id, 'slack', { to: 'U0000GRACE' });
  const serviceId = await world.service(await world.policy(definitionOf(ada.id, grace.id)));
  const trigger = async (title: string) => {
    await triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 2, title, groupKey: title });
    const page = async () => (await node.admin.call(listPages, {})).items.find((each) => each.title === title);
    return (await eventually(page))!.id;
  };
  const posts = (to: string) =>
    slack.posted.filter(({ channel, method }) => method === 'chat.postMessage' && channel === to);
  const edits = () => slack.posted.filter(({ method }) => method === 'chat.update');
  const sentTo = (personId: number) =>
    eventually(
      async () =>
        (
          await node.db.query<{ sent: boolean }>(
            "select bool_and(state = 'sent') as sent from notifications where person_id = $1",
            [personId],
          )
        ).rows[0]!.sent,
    );
  const receipt = () => [...pushover.receipts.values()][0]!;
  return { node, ada, grace, trigger, posts, edits, sentTo, receipt };
}

const textOf = (post: unknown) => JSON.stringify(post);

test('what a reassigned page has sent says so, loses its buttons and rings no more, and the new message stays', async () => {
  const { node, ada, grace, trigger, posts, edits, sentTo, receipt } = await scene((id) =>
    ladder([askPerson(id)], 3600),
  );
  const id = await trigger('Checkout is down');
  await sentTo(ada.id);
  await node.admin.call(reassignPage, { params: { id }, body: { target: { kind: 'person', id: grace.id } } });
  const edit = await eventually(() => edits()[0]);
  expect(edit.text).toMatch(/^Reassigned by .+: \[SEV2\] Checkout: Checkout is down$/);
  expect(textOf(edit)).not.toContain('"action_id":"acknowledge"');
  await eventually(() => receipt().cancelled);
  await sentTo(grace.id);
  expect(posts('U0000GRACE')).toHaveLength(1);
  expect(edits()).toHaveLength(1);
  await grace.browser.call(acknowledgePage, { params: { id } });
  await eventually(() => edits().filter(({ text }) => String(text).startsWith('Acknowledged by Grace')).length === 2);
});

test('whoever declines is rung no more, and what others have stays as it is', async () => {
  const both = (ada: number, grace: number) => ladder([askPerson(ada), askPerson(grace)], 3600);
  const { ada, grace, trigger, edits, sentTo, receipt } = await scene(both);
  const id = await trigger('Checkout is down');
  await sentTo(ada.id);
  await ada.browser.call(declinePage, { params: { id } });
  await eventually(() => receipt().cancelled);
  await sentTo(grace.id);
  const edit = await eventually(() => edits()[0]);
  expect(edit.text).toBe('Declined by Ada: [SEV2] Checkout: Checkout is down');
  await grace.browser.call(declinePage, { params: { id } });
  await eventually(() => edits().some(({ text }) => String(text).startsWith('Declined by Grace')));
  expect(edits()).toHaveLength(2);
});

test('whoever has acknowledged their part is rung no more while others must acknowledge too', async () => {
  const together = (ada: number, grace: number): EscalationDefinition => ({
    steps: [
      { delaySeconds: 3600, targets: [askPerson(ada), askPerson(grace)], ifEmpty: 'skip', acknowledgedBy: 'everyone' },
    ],
    repeat: 0,
    catchAll: null,
  });
  const { ada, grace, trigger, edits, sentTo, receipt } = await scene(together);
  const id = await trigger('Checkout is down');
  await sentTo(ada.id);
  await sentTo(grace.id);
  await ada.browser.call(acknowledgePage, { params: { id } });
  await eventually(() => receipt().cancelled);
  const edit = await eventually(() => edits()[0]);
  expect(edit.text).toBe('Acknowledged by Ada: [SEV2] Checkout: Checkout is down');
  expect(textOf(edit)).toContain('Others must acknowledge it too.');
  await grace.browser.call(acknowledgePage, { params: { id } });
  await eventually(() => edits().filter(({ text }) => String(text).startsWith('Acknowledged by Grace')).length === 2);
});
