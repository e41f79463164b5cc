/** Builds and runs container images with what Debian has, apart from any other images of this machine. */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../eventually.ts';
import { findProgram } from './find-program.ts';
import { startProgram } from './program.ts';
import { run } from './run.ts';

const [buildah, podman, crun, mmdebstrap] = ['buildah', 'podman', 'crun', 'mmdebstrap'].map((name) =>
  findProgram(name, `EVENKEEL_TEST_${name.toUpperCase()}`, [`/usr/bin/${name}`]),
);
const netavark = findProgram('netavark', 'EVENKEEL_TEST_NETAVARK', ['/usr/lib/podman/netavark']);
const aardvark = findProgram('aardvark-dns', 'EVENKEEL_TEST_AARDVARK_DNS', ['/usr/lib/podman/aardvark-dns']);

export const canRunContainers =
  [buildah, podman, crun, mmdebstrap].every((program) => program !== null) && process.getuid?.() === 0;
if (!canRunContainers) console.warn('SKIPPING containers: they take buildah, podman, crun, mmdebstrap and root.');

/** Containers that know each other by name. */
export const canRunNetworks = canRunContainers && netavark !== null && aardvark !== null;

/**
 * What podman mounts, such as the networks of containers, is seen only by what runs in the same place. On some machines
 * two kinds of control groups are mounted at once, which crun refuses: containers see but one.
 */
const place = '[ ! -d /sys/fs/cgroup/unified ] || umount /sys/fs/cgroup/unified; echo there; exec sleep infinity';

export type Containers = {
  build(args: string[]): Promise<void>;
  /** The command line of podman with these arguments, to be run as a program. */
  command(...args: string[]): string[];
  podman(...args: string[]): Promise<{ stdout: string; stderr: string }>;
  /** Ends and removes every container. The images go with the folder. */
  close(): Promise<void>;
};

/** Images and containers are kept in `folder`. */
export async function openContainers(folder: string): Promise<Containers> {
  const holder = await startProgram('unshare', ['--mount', 'sh', '-c', place]);
  await eventually(() => holder.output().includes('there'));
  const settings = path.join(folder, 'containers.conf');
  await writeFile(settings, modestLimits);
  const inside = ['env', `CONTAINERS_CONF=${settings}`, 'nsenter', '--mount', `--target=${holder.pid}`];
  const storage = ['--root', path.join(folder, 'storage'), '--runroot', path.join(folder, 'run')];
  const options = [...storage, '--storage-driver', 'overlay'];
  const network = ['--network-backend', 'netavark', '--network-config-dir', path.join(folder, 'networks')];
  const ofPodman = [...options, ...(canRunNetworks ? network : []), '--cgroup-manager', 'cgroupfs', '--runtime', crun!];
  const command = (...args: string[]) => [...inside, podman!, ...ofPodman, ...args];
  const perform = ([program, ...words]: string[]) => run(program!, words);
  return {
    command,
    podman: (...args) => perform(command(...args)),
    async build(args) {
      await perform([...inside, buildah!, ...options, ...args]);
    },
    async close() {
      await perform(command('rm', '--all', '--force', '--time=1'));
      await holder.stop();
    },
  };
}

/** What a container may take of this machine, as far as a process here can give it. */
const modestLimits = '[containers]\ndefault_ulimits = ["nofile=4096:4096", "nproc=2000:2000"]\n';

/** Control groups cannot be made on some machines. */
export const withoutGroups = '--cgroups=disabled';

const quietly = ['bud', '--quiet', '--isolation=chroot', '--network=host', '--pull-never', '--format=docker'];

/** Builds a recipe, i.e. a Containerfile, in the folder `context`. */
export async function buildImage(
  { build }: Containers,
  recipe: string,
  image: string,
  context: string,
  ...more: string[]
) {
  await build([...quietly, ...more, '--file', path.resolve(recipe), '--tag', image, path.resolve(context)]);
}

/**
 * A Debian with Node and npm under the name `image`, in place of the one of a registry. Node and npm, the certificates
 * and the addresses of packages are those of this machine.
 */
export async function makeNodeImage(containers: Containers, image: string, folder: string, node: string) {
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
  await writeFile(recipe, `FROM scratch\nCOPY . /\nENV ${certificates}\n`);
  await buildImage(containers, recipe, image, system);
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
