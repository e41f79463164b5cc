/** The image is built once, and started by itself and as the compose files describe. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { setUp } from '../../../src/contract/directory/setup.ts';
import { createTeam } from '../../../src/contract/directory/teams.ts';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { alertTitles } from '../../harness/alert-titles.ts';
import { eventually } from '../../harness/eventually.ts';
import { letTimePass } from '../../harness/let-time-pass.ts';
import { password } from '../../harness/people.ts';
import { startApp } from '../../harness/programs/app-process.ts';
import { openBrowser, type TestBrowser } from '../../harness/programs/browser.ts';
import { type Composed, canCompose, makeStandIns, openCompose } from '../../harness/programs/compose.ts';
import {
  buildImage,
  type Containers,
  canRunContainers,
  makeNodeImage,
  openContainers,
  withoutGroups,
} from '../../harness/programs/containers.ts';
import { run } from '../../harness/programs/run.ts';
import { type Receiver, startReceiver } from '../../harness/receiver.ts';
import { sendSteadily } from '../../harness/steady-sender.ts';
import { stopAfterTest } from '../../harness/stop-after-test.ts';
import { askPerson, type SourceAddress, sendEvent, worldThrough } from '../../harness/world.ts';
import { nameless, pageSomebody } from './making.ts';
import { canRunPods, podOfChart } from './pod-of-chart.ts';

const [node, product, name] = ['localhost/node', 'localhost/evenkeel', 'evenkeel'] as const;
const newerNode = "import('./bin/test-start.mjs').then(async ({ newerNode }) => console.log((await newerNode()).path))";
/** Where the receiver is: on the bridge of the containers. */
const reachable = { EVENKEEL_EGRESS_ALLOW: '10.0.0.0/8' };
const given = {
  ...reachable,
  POSTGRES_PASSWORD: 'letters',
  EVENKEEL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
};

describe.runIf(canRunContainers)('the container image', () => {
  let folder: string;
  let containers: Containers;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-containers-'));
    containers = await openContainers(folder);
    const nodePath = (await run(process.execPath, ['-e', newerNode])).stdout.trim().split('\n').at(-1)!;
    await makeNodeImage(containers, node, folder, nodePath);
    const build = (image: string, ...more: string[]) =>
      buildImage(containers, 'Containerfile', image, '.', `--build-arg=NODE_IMAGE=${node}`, '--layers', ...more);
    await build(product);
    if (canCompose) await build(`${product}:external`, '--target=external');
    if (canCompose) await makeStandIns(containers, node, folder);
  }, 600_000);

  afterAll(async () => {
    await containers.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('starts read-only and without privileges as any number, is healthy and pages somebody', async () => {
    const inspected = JSON.parse((await containers.podman('image', 'inspect', product)).stdout)[0];
    expect(inspected.Config.User).toBe('10001:0');
    expect(inspected.Labels['org.opencontainers.image.licenses']).toBe('Apache-2.0');

    const locked = ['--read-only', '--tmpfs=/tmp', '--cap-drop=all', '--security-opt=no-new-privileges'];
    const data = ['--volume=data:/data', '--env=EVENKEEL_*', '--env=EVENKEEL_DATA_DIR=/data'];
    const where = [`--user=${nameless}:0`, '--network=host', `--name=${name}`, '--rm'];
    const unused = path.join(folder, 'unused');
    await mkdir(unused);
    const app = stopAfterTest(
      await startApp({
        // The harness must not take process numbers inside the container for some of this machine.
        dataDir: unused,
        command: containers.command('run', withoutGroups, ...locked, ...data, ...where, product),
      }),
    );
    await pageSomebody(app, 'disk full');
    await containers.podman('healthcheck', 'run', name);
    const inside = await containers.podman('exec', name, 'sh', '-c', 'id -u; cat /proc/1/comm; evenkeel --version');
    expect(inside.stdout).toMatch(new RegExp(`^${nameless}\ntini\n\\d+[.]\\d+[.]\\d+`));
    await expect(containers.podman('exec', name, 'touch', '/opt/evenkeel/x')).rejects.toThrow('Read-only file system');
    await app.program().stop();
    expect(await app.program().ended).toBe(0);
  }, 120_000);

  async function compose(file: string, environment: Record<string, string>): Promise<Composed> {
    const composed = await openCompose(containers, { file, folder, environment });
    onTestFinished(() => composed.down());
    await composed.up();
    return composed;
  }

  test.runIf(canCompose)(
    'compose.yaml alone is an installation: the link in its log sets it up, it pages somebody, and everything is still there after down and up',
    async () => {
      const composed = await compose('compose.yaml', reachable);
      const { source, receiver, admin } = await settle(composed, 'evenkeel');
      await composed.down();
      expect((await containers.podman('ps', '--all', '--quiet')).stdout).toBe('');
      await composed.up();
      await expectKept(source, receiver, admin);
      await containers.podman('healthcheck', 'run', composed.container('evenkeel'));
    },
    120_000,
  );

  test.runIf(canCompose)(
    'compose.postgres.yaml keeps its data in the PostgreSQL beside it, and its secrets open after down and up',
    async () => {
      const composed = await compose('compose.postgres.yaml', given);
      await containers.podman('healthcheck', 'run', composed.container('postgres'));
      const { source, receiver, admin } = await settle(composed, 'evenkeel');
      await composed.down();
      await composed.up();
      await expectKept(source, receiver, admin);
    },
    120_000,
  );

  test.runIf(canRunPods)(
    'the pod that the chart renders with the embedded database runs as podman runs pods, restricted as it is, and pages somebody',
    async () => {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const file = path.join(folder, 'pod.yaml');
      await writeFile(file, await podOfChart(product, { EVENKEEL_PUBLIC_URL: url, ...reachable }, port));
      await containers.podman('play', 'kube', '--network=bridge', file);
      onTestFinished(async () => void (await containers.podman('play', 'kube', '--down', file)));
      const running = 'evenkeel-0-evenkeel';
      await eventually(async () => (await fetch(`${url}/readyz`)).ok, 60_000);
      const inside = await containers.podman('exec', running, 'sh', '-c', 'id -u; touch /opt/x 2>&1 || true; env');
      expect(inside.stdout).toMatch(/^10001\n.*Read-only file system/);
      expect(inside.stdout).not.toContain('_SERVICE_HOST');
      await settle(
        {
          url,
          logs: async () => {
            const { stdout, stderr } = await containers.podman('logs', running);
            return stdout + stderr;
          },
          gateway: async () => {
            const format = '{{range .Subnets}}{{.Gateway}}{{end}}';
            return (await containers.podman('network', 'inspect', '--format', format, 'podman')).stdout.trim();
          },
        },
        running,
      );
    },
    120_000,
  );

  test.runIf(canCompose)(
    'of the two nodes of compose.nodes.yaml either may be killed under load: senders and the live stream go on through the proxy, and nothing is lost',
    async () => {
      const composed = await compose('compose.nodes.yaml', given);
      const { source, receiver, admin, person } = await settle(composed, 'node1', 'node2');
      const stream = followLive(composed.url, admin);
      const sender = sendSteadily(source, 'steady');
      await eventually(() => sender.accepted.length > 20);

      for (const killed of ['node1', 'node2']) {
        // At once by SIGKILL; a mere `kill` would have the container started again at the same moment.
        await containers.podman('stop', '--time=0', composed.container(killed));
        const before = sender.accepted.length;
        await eventually(() => sender.accepted.length > before + 20, 20_000);
        const team = { slug: `without-${killed}`, name: `Without ${killed}` };
        const { id } = await eventually(() => admin.call(createTeam, { body: team }));
        await eventually(() => stream.heard().includes(`"subjectId":${id}`), 20_000);
        const key = `paged without ${killed}`;
        await eventually(async () => (await sendEvent(source, { key })) === 202);
        await eventually(
          () => receiver.pages().some(({ path, title }) => path === person.path && title === key),
          20_000,
        );
        await containers.podman('start', composed.container(killed));
        await eventually(
          async () => (await containers.podman('healthcheck', 'run', composed.container(killed))).stdout === '',
          60_000,
        );
      }

      const accepted = await sender.stop();
      await eventually(async () => {
        const found = await alertTitles(admin);
        return accepted.every((key) => found.filter((title) => title === key).length === 1);
      });
    },
    180_000,
  );
});

/** From the link in the log to the first page, as somebody does who has just installed it. */
async function settle(composed: Pick<Composed, 'url' | 'logs' | 'gateway'>, ...nodes: string[]) {
  const link = await eventually(async () => {
    const logs = await Promise.all(nodes.map((each) => composed.logs(each)));
    // With several nodes, the link of whichever printed one last is the one that holds.
    return logs.map((log) => /http:\S+\/setup#token=\S+/.exec(log)?.[0]).findLast((each) => each !== undefined);
  });
  const { origin, hash } = new URL(link);
  expect(origin, 'the address that people type').toBe(composed.url);
  const browser = openBrowser(composed.url);
  const token = hash.replace('#token=', '');
  await browser.call(setUp, { body: { token, name: 'Ada', email: 'ada@example.org', password } });
  const receiver = stopAfterTest(await startReceiver(await composed.gateway(nodes[0]!)));
  const world = worldThrough({ url: composed.url, admin: browser });
  const person = await world.personByWebhook('Ben', receiver);
  const source = await world.paging([askPerson(person)]);
  await sendEvent(source, { key: 'disk full' });
  await eventually(() => receiver.pages().some(({ title }) => title === 'disk full'));
  return { source, receiver, admin: browser, person };
}

async function expectKept(source: SourceAddress, receiver: Receiver, admin: TestBrowser) {
  expect(await alertTitles(admin)).toEqual(['disk full']);
  expect(await sendEvent(source, { key: 'disk full again' })).toBe(202);
  await eventually(() => receiver.pages().some(({ title }) => title === 'disk full again'));
}

/** As a browser follows: where the stream is cut, it asks again from the last event that it heard. */
function followLive(url: string, browser: TestBrowser) {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  let heard = '';
  const follow = async () => {
    while (!ended.signal.aborted) {
      const last = [...heard.matchAll(/^id: ?(.+)$/gm)].at(-1)?.[1];
      const headers: Record<string, string> = last ? { 'last-event-id': last } : {};
      try {
        const stream = await browser.fetch(`${url}/api/v1/live`, { signal: ended.signal, headers });
        for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) heard += part;
      } catch {
        // A node ended; ask the other one.
      }
      await letTimePass(50);
    }
  };
  void follow();
  return { heard: () => heard };
}
