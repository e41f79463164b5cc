import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startApp } from '../../harness/programs/app-process.ts';
import { canRunContainers, makeNodeImage, modestLimits, openContainers } from '../../harness/programs/containers.ts';
import { run } from '../../harness/programs/run.ts';
import { stopAfterTest } from '../../harness/stop-after-test.ts';
import { folderOfTest, nameless, pageSomebody } from './making.ts';

const [node, product, name] = ['localhost/node', 'localhost/evenkeel', 'evenkeel'];
const newerNode = "import('./bin/test-start.mjs').then(async ({ newerNode }) => console.log((await newerNode()).path))";

test.runIf(canRunContainers)(
  'the container image is built, starts read-only and without privileges as any number, is healthy and pages somebody',
  async () => {
    const folder = await folderOfTest();
    const containers = openContainers(folder);
    const nodePath = (await run(process.execPath, ['-e', newerNode])).stdout.trim().split('\n').at(-1)!;
    await makeNodeImage(containers, node!, folder, nodePath);
    const built = ['--isolation=chroot', '--network=host', '--pull-never', '--format=docker', '--quiet'];
    await containers.build([
      'bud',
      ...built,
      `--build-arg=NODE_IMAGE=${node}`,
      '--file',
      'Containerfile',
      '--tag',
      product!,
      '.',
    ]);
    const inspected = JSON.parse((await containers.podman('image', 'inspect', product!)).stdout)[0];
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
        command: containers.command('run', ...modestLimits, ...locked, ...data, ...where, product!),
      }),
    );
    await pageSomebody(app, 'disk full');
    await containers.podman('healthcheck', 'run', name!);
    const inside = await containers.podman('exec', name!, 'sh', '-c', 'id -u; cat /proc/1/comm; evenkeel --version');
    expect(inside.stdout).toMatch(new RegExp(`^${nameless}\ntini\n\\d+[.]\\d+[.]\\d+`));
    await expect(containers.podman('exec', name!, 'touch', '/opt/evenkeel/x')).rejects.toThrow('Read-only file system');
    await app.program().stop();
    expect(await app.program().ended).toBe(0);
  },
  600_000,
);
