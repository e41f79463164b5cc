/** Plants words inside that must never be outside, lets everything public be made, and looks for them everywhere. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { signInAs } from '../../../test/harness/people.ts';
import { startTestServer } from '../../../test/harness/server.ts';
import { startSmtpSink } from '../../../test/harness/smtp-sink.ts';
import { stopAfterTest } from '../../../test/harness/stop-after-test.ts';
import { sendEvent, worldThrough } from '../../../test/harness/world.ts';
import { draftPublicUpdate, publishPublicUpdate } from '../../contract/communicate/public-updates.ts';
import { createStatusMaintenance } from '../../contract/communicate/status-maintenances.ts';
import { createStatusComponent } from '../../contract/communicate/status-page.ts';
import { listAlerts } from '../../contract/detect/alerts.ts';
import { createService } from '../../contract/directory/services.ts';
import { createTeam } from '../../contract/directory/teams.ts';
import { declareIncident, updateIncident } from '../../contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../contract/respond/incidents/roles.ts';
import { addIncidentNote } from '../../contract/respond/incidents/timeline.ts';
import { postIncidentUpdate } from '../../contract/respond/incidents/updates.ts';
import { subscribeAndConfirm } from './subscribers/subscribe-for-tests.ts';
import { openStatusPage } from './world-for-tests.ts';

const canary = (what: string) => `canary-${what}-zq7`;

test('nothing that was said inside is in anything public', async () => {
  const sink = stopAfterTest(await startSmtpSink());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { admin, url } = server;
  await openStatusPage(admin, []);
  const team = await admin.call(createTeam, { body: { slug: canary('team'), name: canary('team-name') } });
  const service = await admin.call(createService, {
    body: {
      slug: canary('service'),
      name: canary('service-name'),
      teamId: team.id,
      description: canary('description'),
    },
  });
  const component = await admin.call(createStatusComponent, {
    body: { slug: 'checkout', name: 'Checkout', serviceId: service.id },
  });
  const source = await worldThrough(server).source('pagerduty-events-v2', service.id);
  await sendEvent(source, { key: canary('dedup'), title: canary('alert') });
  const alert = await eventually(async () => (await admin.call(listAlerts, {})).items[0]);
  const commander = await signInAs(server, 'responder', canary('person'));
  const { id } = await admin.call(declareIncident, {
    body: {
      title: canary('title'),
      summary: canary('summary'),
      severity: 1,
      alertIds: [alert.id],
      serviceIds: [service.id],
      conferenceUrl: `https://${canary('conference')}.example/`,
    },
  });
  const params = { id };
  await commander.browser.call(takeIncidentRole, { params, body: { role: 'commander' } });
  await admin.call(updateIncident, { params, body: { customerImpact: canary('impact') } });
  await admin.call(addIncidentNote, { params, body: { text: canary('note') } });
  await admin.call(postIncidentUpdate, { params, body: { status: 'identified', text: canary('internal-update') } });
  await subscribeAndConfirm(url, sink, 'reader@example.org');

  for (const situation of [
    'investigating',
    'identified',
    'monitoring',
    'long',
    'security',
    'resolved',
    'postmortem',
  ] as const) {
    const body = { situation, components: [{ componentId: component.id, state: 'partial' as const }] };
    const draft = await commander.browser.call(draftPublicUpdate, { params, body });
    expect(draft.findings, situation).toEqual([]);
    await commander.browser.call(publishPublicUpdate, { params: { id: draft.id }, body: { version: draft.version } });
  }
  // A draft that nobody approved is as internal as the rest.
  await admin.call(draftPublicUpdate, { params, body: { situation: 'identified', body: canary('draft') } });
  await admin.call(createStatusMaintenance, {
    body: {
      title: 'Faster search',
      startsAt: new Date(Date.now() + 3_600_000).toISOString(),
      endsAt: new Date(Date.now() + 7_200_000).toISOString(),
      componentIds: [component.id],
      notifySubscribers: true,
    },
  });

  const summary = JSON.parse(await (await fetch(`${url}/status/api/v2/incidents.json`)).text());
  const incidentPage = new URL(summary.incidents[0].shortlink).pathname;
  const places = ['', '/feed.atom', '/feed.rss', '/feed.json', '/badge.svg', '/nothing'].map(
    (place) => `/status${place}`,
  );
  for (const name of ['summary', 'status', 'components', 'incidents']) places.push(`/status/api/v2/${name}.json`);
  for (const place of [...places, incidentPage]) {
    const response = await fetch(url + place);
    const text = JSON.stringify([...response.headers]) + (await response.text());
    expect(text, place).not.toMatch(/canary|zq7|INC-|SEV\d|\/incidents\/1\b/i);
    expect(text.length, place).toBeGreaterThan(100);
  }
  await eventually(() => sink.mails.filter(({ to }) => JSON.stringify(to).includes('reader@')).length === 9);
  const mails = sink.mails.filter(({ to }) => JSON.stringify(to).includes('reader@'));
  for (const mail of mails) {
    expect(`${mail.subject} ${mail.text} ${mail.html} ${[...mail.headers]}`).not.toMatch(/canary|zq7|INC-|SEV\d/i);
  }
  const folder = path.join(server.server.platform.config.dataDir, 'status');
  // Files come and go while they are written.
  const texts = await eventually(async () => {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    return Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name), 'utf8')));
  });
  expect(texts.length).toBeGreaterThan(8);
  for (const text of texts) expect(text).not.toMatch(/canary|zq7/i);
});
