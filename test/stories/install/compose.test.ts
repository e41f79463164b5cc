import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../../src/server/config.ts';
import { findProgram } from '../../harness/programs/find-program.ts';
import { run } from '../../harness/programs/run.ts';

const compose = findProgram('docker-compose', 'EVENKEEL_TEST_DOCKER_COMPOSE', ['/usr/bin/docker-compose']);

type Service = {
  /** Null: as the environment of whoever starts it says, if it does. */
  environment: Record<string, string | null>;
  build?: { target?: string };
  read_only?: boolean;
  cap_drop?: string[];
  depends_on?: Record<string, { condition: string }>;
};

const key = Buffer.alloc(32, 7).toString('base64');
const given = { POSTGRES_PASSWORD: 'letters', EVENKEEL_SECRET_KEY: key };

test.runIf(compose !== null)('compose.yaml is one service that needs nothing to be given', async () => {
  const { evenkeel, ...others } = await servicesOf('compose.yaml', {});
  expect(others).toEqual({});
  expect(expectHardened(evenkeel!).databaseUrl).toBeUndefined();
  expect(evenkeel!.build!.target).toBeUndefined();
});

test.runIf(compose !== null)('compose.postgres.yaml waits for its PostgreSQL and wants a password for it', async () => {
  const { evenkeel } = await servicesOf('compose.postgres.yaml', given);
  expect(expectHardened(evenkeel!).databaseUrl).toBe('postgres://evenkeel:letters@postgres/evenkeel');
  expect(evenkeel!.build!.target).toBe('external');
  expect(evenkeel!.depends_on!.postgres!.condition).toBe('service_healthy');
  await expect(servicesOf('compose.postgres.yaml', {})).rejects.toThrow('choose a password');
});

test.runIf(compose !== null)(
  'compose.nodes.yaml gives both nodes the same database and the same key, which has no default',
  async () => {
    const { node1, node2 } = await servicesOf('compose.nodes.yaml', given);
    const [first, second] = [expectHardened(node1!), expectHardened(node2!)];
    expect(second).toEqual(first);
    expect(first.secretKey).toBe(key);
    expect(first.trustedProxies).toBe(1);
    await expect(servicesOf('compose.nodes.yaml', { POSTGRES_PASSWORD: 'letters' })).rejects.toThrow(
      'make one with openssl',
    );
  },
);

/** As docker-compose understands the file, which it checks by its schema. */
async function servicesOf(file: string, env: Record<string, string>): Promise<Record<string, Service>> {
  const { stdout } = await run(compose!, ['--file', file, 'config'], { env: { PATH: process.env.PATH!, ...env } });
  return parse(stdout).services;
}

/** @returns the settings as Evenkeel reads them */
function expectHardened(service: Service) {
  expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  const config = readConfig(
    Object.fromEntries(Object.entries(service.environment).map(([name, value]) => [name, value ?? undefined])),
  );
  expect(config.unknownSettings).toEqual([]);
  return config;
}
