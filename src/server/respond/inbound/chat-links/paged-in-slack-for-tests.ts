import { eventually } from '../../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { buttonOf, startSlack } from '../../../../../test/stand-ins/slack.ts';
import { getPage, listPages } from '../../../../contract/respond/pages/page.ts';
import { addProvider, readProvider } from '../../../../contract/respond/providers.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../../pages/world-for-tests.ts';

/** A page that went to a Slack account which nobody has linked, and who may sign in. */
export async function pagedInSlack() {
  const node = await startTestServer();
  const world = worldOf(node);
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  const { id: providerId } = await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Acme', settings: { apiUrl, botToken, signingSecret } },
  });
  const { hookUrl } = await node.admin.call(readProvider, { params: { id: providerId } });
  const asked = await world.person('Asked');
  await world.rule(asked, await world.method(asked, 'slack', { to: 'U0ASKED00' }), 0);
  const serviceId = await world.service(await world.policy(ladder([askPerson(asked)], 3600)));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 2, title: 'High error rate' });
  await eventually(() => slack.posted.length === 1);
  const page = async () => {
    const { items } = await node.admin.call(listPages, {});
    return node.admin.call(getPage, { params: { id: items.find(({ service }) => service !== null)!.id } });
  };
  /** Presses, and reads the token from what only the presser is shown. */
  const press = async (user: string, action = 'acknowledge') => {
    const before = slack.told.length;
    const body = slack.form(slack.press(buttonOf(slack.posted[0]!, action), user));
    await fetch(hookUrl!, { method: 'POST', ...slack.signed(body) });
    const { text } = await eventually(() => slack.told[before]);
    return /\/me\/link#([\w-]{32})>/.exec(text)?.[1] ?? text;
  };
  const open = (token: string) => ({ body: { token } });
  return { node, world, slack, page, press, open };
}
