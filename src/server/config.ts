/**
 * All reading of the environment, typed, once. Every secret may also come from a file: `NAME_FILE=/run/secrets/name`.
 */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { withoutServiceLinks } from './service-links.ts';

const port = z.coerce.number().int().min(0).max(65535);
const url = (...schemes: string[]) =>
  z.string().refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value), {
    message: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

type Setting = { schema: z.ZodType; help: string; secret?: boolean };

export const settings = {
  EVENKEEL_HOST: { schema: z.string().default('0.0.0.0'), help: 'Address to listen on' },
  EVENKEEL_PORT: { schema: port.default(4400), help: 'Port for UI and API; 0 picks a free one' },
  EVENKEEL_DATA_DIR: {
    schema: z.string().default('data'),
    help: 'Folder of the embedded database and of generated keys',
  },
  EVENKEEL_DATABASE_URL: {
    schema: url('postgres', 'postgresql').optional(),
    help: 'Any PostgreSQL from version 14 on, instead of the embedded one',
    secret: true,
  },
  EVENKEEL_PUBLIC_URL: {
    schema: url('http', 'https').optional(),
    help: 'Where people and senders reach this installation',
  },
  EVENKEEL_SMTP_URL: {
    schema: url('smtp', 'smtps').optional(),
    help: 'Mail server, smtp://user:password@host:port',
    secret: true,
  },
  EVENKEEL_MAIL_FROM: { schema: z.string().default('Evenkeel <evenkeel@localhost>'), help: 'Sender of all mail' },
  EVENKEEL_ADMIN_TOKEN: {
    schema: z.string().min(24, 'must have at least 24 characters').optional(),
    help: 'Bearer token with all permissions, to bootstrap automation',
    secret: true,
  },
  EVENKEEL_SECRET_KEY: {
    schema: z.string().optional(),
    help: 'Key that seals secrets in the database, 32 bytes as base64; made in the data folder when not given',
    secret: true,
  },
  EVENKEEL_EGRESS_ALLOW: {
    schema: z.string().default(''),
    help: 'Private addresses that outgoing requests may reach: hosts or CIDR blocks, separated by commas',
  },
  EVENKEEL_TRUSTED_PROXIES: {
    schema: z.coerce.number().int().min(0).max(10).default(0),
    help: 'Reverse proxies in front',
  },
  EVENKEEL_LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    help: 'How much is logged',
  },
  EVENKEEL_NODE_NAME: { schema: z.string().max(100).default(os.hostname()), help: 'Name of this node' },
  EVENKEEL_DEAD_MAN_URL: {
    schema: url('http', 'https').optional(),
    help: 'Outside dead-man switch: requested every minute while the auditor finds nothing wrong',
    secret: true,
  },
  EVENKEEL_SIGNAL_RETENTION_DAYS: {
    schema: z.coerce.number().int().min(1).max(3650).default(30),
    help: 'How long raw signals are kept',
  },
  EVENKEEL_OIDC_ISSUER: { schema: url('http', 'https').optional(), help: 'OpenID Connect issuer for single sign-on' },
  EVENKEEL_OIDC_CLIENT_ID: { schema: z.string().optional(), help: 'OpenID Connect client id' },
  EVENKEEL_OIDC_CLIENT_SECRET: { schema: z.string().optional(), help: 'OpenID Connect client secret', secret: true },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof settings;
type Values = { [K in Name]: z.output<(typeof settings)[K]['schema']> };

export type Config = {
  host: string;
  port: number;
  dataDir: string;
  databaseUrl: string | undefined;
  publicUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  adminToken: string | undefined;
  secretKey: string | undefined;
  egressAllow: string[];
  trustedProxies: number;
  logLevel: string;
  nodeName: string;
  deadManUrl: string | undefined;
  signalRetentionDays: number;
  oidc: { issuer: string; clientId: string; clientSecret: string } | undefined;
};

/** A setting that cannot be used; the message is one sentence for the operator. */
export class ConfigProblem extends Error {
  override name = 'ConfigProblem';
}

/** Reads and checks the environment; throws `ConfigProblem` naming the setting that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const values = readValues(withoutServiceLinks(environment));
  const oidc = [values.EVENKEEL_OIDC_ISSUER, values.EVENKEEL_OIDC_CLIENT_ID, values.EVENKEEL_OIDC_CLIENT_SECRET];
  if (oidc.some(Boolean) && !oidc.every(Boolean)) {
    throw new ConfigProblem(
      'Single sign-on needs EVENKEEL_OIDC_ISSUER, EVENKEEL_OIDC_CLIENT_ID and EVENKEEL_OIDC_CLIENT_SECRET together.',
    );
  }
  return {
    host: values.EVENKEEL_HOST,
    port: values.EVENKEEL_PORT,
    dataDir: path.resolve(values.EVENKEEL_DATA_DIR),
    databaseUrl: values.EVENKEEL_DATABASE_URL,
    publicUrl: values.EVENKEEL_PUBLIC_URL?.replace(/\/+$/, ''),
    smtpUrl: values.EVENKEEL_SMTP_URL,
    mailFrom: values.EVENKEEL_MAIL_FROM,
    adminToken: values.EVENKEEL_ADMIN_TOKEN,
    secretKey: values.EVENKEEL_SECRET_KEY,
    egressAllow: values.EVENKEEL_EGRESS_ALLOW.split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
    trustedProxies: values.EVENKEEL_TRUSTED_PROXIES,
    logLevel: values.EVENKEEL_LOG_LEVEL,
    nodeName: values.EVENKEEL_NODE_NAME,
    deadManUrl: values.EVENKEEL_DEAD_MAN_URL,
    signalRetentionDays: values.EVENKEEL_SIGNAL_RETENTION_DAYS,
    oidc: oidc.every(Boolean) ? { issuer: oidc[0]!, clientId: oidc[1]!, clientSecret: oidc[2]! } : undefined,
  };
}

/**
 * The settings of the demo: a data folder beside the real one and its own database, and nothing that would reach people
 * or machines outside.
 */
export function demoConfig(config: Config): Config {
  return {
    ...config,
    dataDir: `${config.dataDir}-demo`,
    databaseUrl: undefined,
    smtpUrl: undefined,
    deadManUrl: undefined,
    oidc: undefined,
    egressAllow: [],
  };
}

/** Every setting in force with its origin; secrets are hidden. For `evenkeel config`. */
export function describeConfig(environment: Record<string, string | undefined>) {
  const values = readValues(withoutServiceLinks(environment));
  return (Object.keys(settings) as Name[]).map((name) => {
    const setting: Setting = settings[name];
    const value = values[name];
    const origin = environment[`${name}_FILE`] ? 'file' : environment[name] ? 'environment' : 'default';
    const shown = value === undefined || value === '' ? null : setting.secret ? '[hidden]' : value;
    return { name, value: shown, origin, help: setting.help };
  });
}

function readValues(environment: Record<string, string | undefined>): Values {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(settings) as Name[]) {
    const result = settings[name].schema.safeParse(textOf(environment, name));
    if (!result.success) throw new ConfigProblem(`${name} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
    values[name] = result.data;
  }
  refuseUnknown(environment);
  return values as Values;
}

function textOf(environment: Record<string, string | undefined>, name: string): string | undefined {
  const file = environment[`${name}_FILE`];
  if (file) {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (error) {
      throw new ConfigProblem(`${name}_FILE cannot be read: ${(error as Error).message}.`);
    }
  }
  return environment[name] || undefined;
}

/** A misspelt setting would be ignored in silence; better to refuse. */
function refuseUnknown(environment: Record<string, string | undefined>) {
  const unknown = Object.keys(environment).find(
    (name) =>
      name.startsWith('EVENKEEL_') &&
      !name.startsWith('EVENKEEL_TEST_') &&
      !clientSettings.has(name) &&
      !(name.replace(/_FILE$/, '') in settings),
  );
  if (unknown) throw new ConfigProblem(`${unknown} is not a setting of Evenkeel; see \`evenkeel config\`.`);
}

/** Read by the command line client and the tests, not by the server. */
const clientSettings = new Set(['EVENKEEL_URL', 'EVENKEEL_TOKEN', 'EVENKEEL_TOKEN_FILE', 'EVENKEEL_FIXTURES']);
