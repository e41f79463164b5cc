/** Builds and runs container images with what Debian has, apart from any other images of this machine. */
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { findProgram } from './find-program.ts';
import { run } from './run.ts';

const [buildah, podman, crun, mmdebstrap] = ['buildah', 'podman', 'crun', 'mmdebstrap'].map((name) =>
  findProgram(name, `EVENKEEL_TEST_${name.toUpperCase()}`, [`/usr/bin/${name}`]),
);

export const canRunContainers =
  [buildah, podman, crun, mmdebstrap].every((program) => program !== null) && process.getuid?.() === 0;
if (!canRunContainers)
  console.warn('SKIPPING the container image: it takes buildah, podman, crun, mmdebstrap and root.');

/** On some machines two kinds of control groups are mounted at once, which crun refuses: the container sees but one. */
const oneKindOfGroups = '[ ! -d /sys/fs/cgroup/unified ] || umount /sys/fs/cgroup/unified; exec "$0" "$@"';

export type Containers = {
  build(args: string[]): Promise<void>;
  /** The command line of podman with these arguments, to be run as a program. */
  command(...args: string[]): string[];
  podman(...args: string[]): Promise<{ stdout: string; stderr: string }>;
};

/** Images and containers are kept in `folder` and go with the test. */
export function openContainers(folder: string): Containers {
  const storage = path.join(folder, 'storage');
  const options = ['--root', storage, '--runroot', path.join(folder, 'run'), '--storage-driver', 'overlay'];
  const command = (...args: string[]) => {
    const words = [podman!, ...options, '--cgroup-manager', 'cgroupfs', '--runtime', crun!, ...args];
    return ['unshare', '--mount', 'sh', '-c', oneKindOfGroups, ...words];
  };
  const containers: Containers = {
    command,
    podman: (...args) => {
      const [program, ...words] = command(...args);
      return run(program!, words);
    },
    async build(args) {
      await run(buildah!, [...options, ...args]);
    },
  };
  onTestFinished(async () => {
    await containers.podman('rm', '--all', '--force');
    await run('umount', [path.join(storage, 'overlay')]).catch((error: { code: number }) => {
      // It was not mounted.
      if (error.code !== 32) throw error;
    });
  });
  return containers;
}

/** What a container may take of this machine, as far as a process here can give it. */
export const modestLimits = ['--cgroups=disabled', '--ulimit=nofile=4096:4096', '--ulimit=nproc=2000:2000'];

/**
 * A Debian with Node and npm under the name `image`, in place of the one of a registry. Node and npm, the certificates
 * and the addresses of packages are those of this machine.
 */
export async function makeNodeImage({ build }: Containers, image: string, folder: string, node: string) {
  const debian = await debianArchive();
  const system = path.join(folder, 'system');
  await mkdir(system);
  await run('tar', ['-xf', debian, '-C', system]);
  const modules = (await run('npm', ['root', '--global'])).stdout.trim();
  const inside = (name: string) => path.join(system, name);
  await run('install', ['-D', node, inside('usr/local/bin/node')]);
  await mkdir(inside('usr/local/lib/node_modules'), { recursive: true });
  await run('cp', ['-r', path.join(modules, 'npm'), inside('usr/local/lib/node_modules/npm')]);
  await run('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', inside('usr/local/bin/npm')]);
  for (const name of ['etc/ssl/certs/ca-certificates.crt', 'etc/apt/apt.conf.d', 'etc/apt/sources.list.d'])
    if (existsSync(`/${name}`)) await run('cp', ['-rT', `/${name}`, inside(name)]);
  const recipe = path.join(folder, 'Node.containerfile');
  const certificates = 'NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt';
  await run('sh', ['-c', `printf 'FROM scratch\\nCOPY . /\\nENV ${certificates}\\n' > '${recipe}'`]);
  await build(['bud', '--quiet', '--isolation', 'chroot', '--file', recipe, '--tag', image, system]);
  await run('rm', ['-r', system]);
}

/** Made once on a machine. */
async function debianArchive(): Promise<string> {
  const home = process.env.XDG_CACHE_HOME ?? path.join(process.env.HOME ?? '/tmp', '.cache');
  const archive = path.join(home, 'evenkeel', 'debian-bookworm.tar');
  if (existsSync(archive)) return archive;
  await mkdir(path.dirname(archive), { recursive: true });
  const unfinished = `${archive}.${process.pid}.tar`;
  await run(mmdebstrap!, ['--variant=apt', '--include=ca-certificates,tzdata', 'bookworm', unfinished]);
  await rename(unfinished, archive);
  return archive;
}
