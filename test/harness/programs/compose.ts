/** The compose files of this folder, started by podman-compose from images that are there. */
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { eventually } from '../eventually.ts';
import { buildImage, type Containers, canRunNetworks, withoutGroups } from './containers.ts';
import { findProgram } from './find-program.ts';
import { run } from './run.ts';

const compose = findProgram('podman-compose', 'EVENKEEL_TEST_PODMAN_COMPOSE', ['/usr/bin/podman-compose']);

export const canCompose = compose !== null && canRunNetworks;
if (!canCompose) console.warn('SKIPPING the compose files: they take podman-compose, netavark, aardvark-dns and root.');

export type Composed = {
  url: string;
  up(): Promise<void>;
  /** Ends and removes the containers. Their volumes stay. */
  down(): Promise<void>;
  logs(service: string): Promise<string>;
  container(service: string): string;
  /** The address by which the containers reach this machine. */
  gateway(service: string): Promise<string>;
};

/** `environment`: what the file wants to be given. */
export async function openCompose(
  containers: Containers,
  { file, folder, environment }: { file: string; folder: string; environment: Record<string, string> },
): Promise<Composed> {
  const project = path.basename(file, '.yaml').replaceAll('.', '-');
  const wrapper = path.join(folder, 'podman');
  await writeFile(wrapper, `#!/bin/sh\nexec ${containers.command().join(' ')} "$@"\n`);
  await chmod(wrapper, 0o755);
  const port = await freePort();
  const env = { PATH: process.env.PATH!, EVENKEEL_PORT: String(port), ...environment };
  const words = ['--project-name', project, '--file', file, '--podman-path', wrapper];
  const perform = (...args: string[]) =>
    run(compose!, [...words, `--podman-run-args=${withoutGroups}`, ...args], { env });
  const url = `http://localhost:${port}`;
  const container = (service: string) => `${project}_${service}_1`;
  return {
    url,
    container,
    async up() {
      const { stdout, stderr } = await perform('up', '--detach');
      await eventually(async () => (await fetch(`${url}/readyz`)).ok, 60_000).catch(async (error: Error) => {
        const { stdout: there } = await containers.podman('ps', '--all');
        throw new Error([error.message, stdout, stderr, there].join('\n'));
      });
    },
    async down() {
      await perform('down', '--timeout=30');
    },
    async logs(service) {
      const { stdout, stderr } = await containers.podman('logs', container(service));
      return stdout + stderr;
    },
    async gateway(service) {
      const format = '{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}';
      return (await containers.podman('inspect', '--format', format, container(service))).stdout.trim();
    },
  };
}

const standIns = `ARG BASE
FROM \${BASE} AS programs
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-15 caddy && rm -rf /var/lib/apt/lists/*

FROM programs AS caddy
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]

FROM programs AS postgres
ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/15/docker
COPY start-postgres /usr/local/bin/
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
ENTRYPOINT ["start-postgres"]
`;

/** What the image of a registry does: its first start makes the database and the user that it is told. */
const startPostgres = `#!/bin/sh
set -e
if [ "$(id -u)" = 0 ]; then
  install -d -m 0700 -o postgres -g postgres "$PGDATA" /run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0"
fi
if [ ! -e "$PGDATA/PG_VERSION" ]; then
  printf %s "$POSTGRES_PASSWORD" > /tmp/password
  initdb --username="$POSTGRES_USER" --pwfile=/tmp/password --auth-host=scram-sha-256 --auth-local=trust
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  pg_ctl start -w -o "-c listen_addresses=''"
  createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl stop -w -m fast
fi
exec postgres -c 'listen_addresses=*'
`;

/** PostgreSQL and Caddy of Debian under the names of the images that the compose files take from a registry. */
export async function makeStandIns(containers: Containers, base: string, folder: string) {
  const recipe = path.join(folder, 'Programs.containerfile');
  await writeFile(recipe, standIns);
  const script = path.join(folder, 'start-postgres');
  await writeFile(script, startPostgres);
  await chmod(script, 0o755);
  const make = (image: string, target: string) =>
    buildImage(containers, recipe, image, folder, `--build-arg=BASE=${base}`, '--layers', `--target=${target}`);
  await make('docker.io/library/caddy:2', 'caddy');
  await make('docker.io/library/postgres:18', 'postgres');
}
