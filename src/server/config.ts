/**
 * All reading of the environment, typed, once. Every secret may also come from a file: `NAME_FILE=/run/secrets/name`.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { nearest } from '../domain/nearest.ts';
import { readTracing, type TracingConfig, type TracingSetting, tracingSettings } from './platform/tracing/settings.ts';
import { withoutServiceLinks } from './service-links.ts';
import * as kinds from './setting-kinds.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

type Setting = { schema: z.ZodType; help: string; secret?: boolean };

const ofTracing = Object.fromEntries(
  Object.entries(tracingSettings).map(([name, setting]) => [name, { ...setting, schema: z.string().optional() }]),
) as { [Name in TracingSetting]: Setting & { schema: z.ZodOptional<z.ZodString> } };

export const settings = {
  EVENKEEL_HOST: { schema: kinds.listenAddress.default('0.0.0.0'), help: 'Address to listen on' },
  EVENKEEL_PORT: { schema: kinds.port.default(4400), help: 'Port for UI and API; 0 picks a free one' },
  EVENKEEL_DATA_DIR: {
    schema: kinds.folder.default('data'),
    help: 'Folder of the embedded database and of generated keys',
  },
  EVENKEEL_DATABASE_URL: {
    schema: kinds.databaseUrl.optional(),
    help: 'PostgreSQL 14 or newer, instead of the embedded one; several hosts separated by commas',
    secret: true,
  },
  EVENKEEL_MIGRATION_DATABASE_URL: {
    schema: kinds.databaseUrl.optional(),
    help: 'Another address of the same database, past a pooler, over which migrations run',
    secret: true,
  },
  EVENKEEL_POSTGRES_BIN: {
    schema: kinds.folder.optional(),
    help: 'Folder of the programs of this machine’s PostgreSQL, which then runs in the data folder',
  },
  EVENKEEL_PROCESSES: {
    schema: kinds.processes.default(1),
    help: 'How many processes accept on the port, each a node of its own; auto is one for each processor',
  },
  EVENKEEL_DATABASE_WAIT_SECONDS: {
    schema: kinds.wholeNumber(0, 3_600).default(60),
    help: 'How long startup waits for an external database to respond',
  },
  EVENKEEL_PUBLIC_URL: {
    schema: kinds.publicAddress.optional(),
    help: 'Where people and senders reach this installation: scheme, host and port, and its path if a proxy has one for it',
  },
  EVENKEEL_SMTP_URL: {
    schema: kinds.smtpUrl.optional(),
    help: 'Mail server, smtp://user:password@host:port',
    secret: true,
  },
  EVENKEEL_MAIL_FROM: { schema: kinds.mailbox.default('Evenkeel <evenkeel@localhost>'), help: 'Sender of all mail' },
  EVENKEEL_MAIL_IN_PORT: {
    schema: kinds.port.optional(),
    help: 'Port that takes mail for sources by SMTP; none when not set',
  },
  EVENKEEL_MAIL_IN_DOMAIN: {
    schema: kinds.domain.optional(),
    help: 'Domain of the sources’ mail addresses, such as alerts.example.org',
  },
  EVENKEEL_MAIL_IN_HOST: {
    schema: kinds.listenAddress.optional(),
    help: 'Address on which mail is taken, if it is another than EVENKEEL_HOST',
  },
  EVENKEEL_MAIL_IN_CERTIFICATE: {
    schema: kinds.pem('CERTIFICATE').optional(),
    help: 'Certificate chain for STARTTLS on the mail port, as PEM; mostly from a file',
  },
  EVENKEEL_MAIL_IN_KEY: {
    schema: kinds.pem('PRIVATE KEY').optional(),
    help: 'Private key of that certificate, as PEM',
    secret: true,
  },
  EVENKEEL_ADMIN_TOKEN: {
    schema: kinds.bearerToken.optional(),
    help: 'Bearer token with all permissions, to bootstrap automation',
    secret: true,
  },
  EVENKEEL_SECRET_KEY: {
    schema: kinds.secretKey.optional(),
    help: 'Key that seals secrets in the database, 32 bytes as base64; generated in the data folder if not set',
    secret: true,
  },
  EVENKEEL_EGRESS_ALLOW: {
    schema: kinds.networkList.default([]),
    help: 'Private addresses that outgoing requests may reach: hosts or CIDR blocks, separated by commas',
  },
  EVENKEEL_TRUSTED_PROXIES: {
    schema: kinds.wholeNumber(0, 10).default(0),
    help: 'Number of reverse proxies in front of Evenkeel',
  },
  EVENKEEL_LOG_LEVEL: {
    schema: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
    help: 'Lowest level that is logged',
  },
  EVENKEEL_NODE_NAME: { schema: kinds.shortName(100).default(os.hostname()), help: 'Name of this node' },
  EVENKEEL_DEAD_MAN_URL: {
    schema: kinds.webAddress('https://hc-ping.com/your-uuid').optional(),
    help: 'External dead man’s switch: requested every minute while the watchdog finds nothing wrong',
    secret: true,
  },
  EVENKEEL_CANARY: {
    schema: z.enum(['on', 'off'], 'must be on or off').default('on'),
    help: 'Tries every minute whether a made-up alert gets through, and raises an alarm when it does not',
  },
  EVENKEEL_SIGNAL_RETENTION_DAYS: {
    schema: kinds.wholeNumber(1, 3650).default(30),
    help: 'How long raw signals are kept',
  },
  EVENKEEL_HISTORY_RETENTION_DAYS: {
    schema: kinds.wholeNumber(30, 36_500).default(400),
    help: 'How long each step of finished alerts and pages is kept; what is measured and what people did stay',
  },
  EVENKEEL_OIDC_ISSUER: { schema: kinds.issuer.optional(), help: 'OpenID Connect issuer for single sign-on' },
  EVENKEEL_OIDC_CLIENT_ID: { schema: kinds.shortName(255).optional(), help: 'OpenID Connect client id' },
  EVENKEEL_OIDC_CLIENT_SECRET: { schema: z.string().optional(), help: 'OpenID Connect client secret', secret: true },
  EVENKEEL_OIDC_SCOPES: {
    schema: kinds.oidcScopes.default('openid email profile'),
    help: 'What the provider is asked for; some send groups only for the scope groups',
  },
  ...ofTracing,
} as const satisfies Record<string, Setting>;

type Name = keyof typeof settings;
type Values = { [K in Name]: z.output<(typeof settings)[K]['schema']> };

/** The port that takes mail for sources. */
export type MailInConfig = {
  host: string;
  port: number;
  domain: string;
  tls: { certificate: string; key: string } | undefined;
};

export type Config = {
  host: string;
  port: number;
  dataDir: string;
  databaseUrl: string | undefined;
  migrationDatabaseUrl: string | undefined;
  postgresBin: string | undefined;
  processes: number;
  databaseWaitSeconds: number;
  publicUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  mailIn: MailInConfig | undefined;
  adminToken: string | undefined;
  secretKey: string | undefined;
  egressAllow: string[];
  trustedProxies: number;
  logLevel: string;
  nodeName: string;
  deadManUrl: string | undefined;
  canary: boolean;
  signalRetentionDays: number;
  historyRetentionDays: number;
  /** Where traces go; nowhere when left out. */
  tracing: TracingConfig | undefined;
  /** One sentence for each name that looks like a setting and is none, and for each that cannot be used. */
  unknownSettings: string[];
  oidc: { issuer: string; clientId: string; clientSecret: string; scopes: string } | undefined;
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
  const { tracing, problems } = readTracing(values);
  return {
    host: values.EVENKEEL_HOST,
    port: values.EVENKEEL_PORT,
    dataDir: path.resolve(values.EVENKEEL_DATA_DIR),
    databaseUrl: values.EVENKEEL_DATABASE_URL,
    migrationDatabaseUrl: values.EVENKEEL_DATABASE_URL && values.EVENKEEL_MIGRATION_DATABASE_URL,
    postgresBin: values.EVENKEEL_POSTGRES_BIN,
    processes: values.EVENKEEL_PROCESSES,
    databaseWaitSeconds: values.EVENKEEL_DATABASE_WAIT_SECONDS,
    publicUrl: values.EVENKEEL_PUBLIC_URL,
    smtpUrl: values.EVENKEEL_SMTP_URL,
    mailFrom: values.EVENKEEL_MAIL_FROM,
    mailIn: mailIn(values),
    adminToken: values.EVENKEEL_ADMIN_TOKEN,
    secretKey: values.EVENKEEL_SECRET_KEY,
    egressAllow: values.EVENKEEL_EGRESS_ALLOW,
    trustedProxies: values.EVENKEEL_TRUSTED_PROXIES,
    logLevel: values.EVENKEEL_LOG_LEVEL,
    nodeName: values.EVENKEEL_NODE_NAME,
    deadManUrl: values.EVENKEEL_DEAD_MAN_URL,
    canary: values.EVENKEEL_CANARY === 'on',
    signalRetentionDays: values.EVENKEEL_SIGNAL_RETENTION_DAYS,
    historyRetentionDays: values.EVENKEEL_HISTORY_RETENTION_DAYS,
    tracing,
    unknownSettings: [...unknownSettings(withoutServiceLinks(environment)), ...problems],
    oidc: oidc.every(Boolean)
      ? { issuer: oidc[0]!, clientId: oidc[1]!, clientSecret: oidc[2]!, scopes: values.EVENKEEL_OIDC_SCOPES }
      : undefined,
  };
}

function mailIn(values: Values): MailInConfig | undefined {
  const { EVENKEEL_MAIL_IN_PORT: port, EVENKEEL_MAIL_IN_DOMAIN: domain } = values;
  const { EVENKEEL_MAIL_IN_CERTIFICATE: certificate, EVENKEEL_MAIL_IN_KEY: key } = values;
  if ((port === undefined) !== (domain === undefined))
    throw new ConfigProblem('Taking mail needs EVENKEEL_MAIL_IN_PORT and EVENKEEL_MAIL_IN_DOMAIN together.');
  if ((certificate === undefined) !== (key === undefined))
    throw new ConfigProblem('STARTTLS needs EVENKEEL_MAIL_IN_CERTIFICATE and EVENKEEL_MAIL_IN_KEY together.');
  if (port === undefined || domain === undefined) return undefined;
  if (certificate !== undefined && !keyFits(certificate, key!))
    throw new ConfigProblem('EVENKEEL_MAIL_IN_KEY is not the key of EVENKEEL_MAIL_IN_CERTIFICATE.');
  return {
    ...{ port, domain, host: values.EVENKEEL_MAIL_IN_HOST ?? values.EVENKEEL_HOST },
    tls: certificate === undefined ? undefined : { certificate, key: key! },
  };
}

function keyFits(certificate: string, key: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
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
    migrationDatabaseUrl: undefined,
    processes: 1,
    smtpUrl: undefined,
    mailIn: undefined,
    deadManUrl: undefined,
    oidc: undefined,
    tracing: undefined,
    egressAllow: [],
  };
}

/** Every setting in force with its origin; secrets are hidden. For `evenkeel config`. */
export function describeConfig(environment: Record<string, string | undefined>) {
  const values = readValues(withoutServiceLinks(environment));
  return (Object.keys(settings) as Name[]).map((name) => {
    const setting: Setting = settings[name];
    const value = values[name];
    const origin = environment[`${name}_FILE`] ? 'file' : environment[name]?.trim() ? 'environment' : 'default';
    const text = Array.isArray(value) ? value.join(',') : value;
    const shown = text === undefined || text === '' ? null : setting.secret ? '[hidden]' : text;
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
  return values as Values;
}

function textOf(environment: Record<string, string | undefined>, name: string): string | undefined {
  const file = environment[`${name}_FILE`];
  const given = environment[name]?.trim() || undefined;
  if (!file) return given;
  if (given !== undefined) throw new ConfigProblem(`${name} and ${name}_FILE are both set: keep only one of them.`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigProblem(`${name}_FILE cannot be read: ${(error as Error).message}.`);
  }
  if (text === '') throw new ConfigProblem(`${name}_FILE names the file ${file}, which is empty.`);
  return text;
}

/**
 * A misspelt setting has no effect, which somebody has to be told. It stops nothing: orchestrators put names of their
 * own into the environment.
 */
function unknownSettings(environment: Record<string, string | undefined>): string[] {
  const known = Object.keys(settings);
  const unknown = Object.keys(environment).filter(
    (name) =>
      name.startsWith('EVENKEEL_') &&
      !name.startsWith('EVENKEEL_TEST_') &&
      !clientSettings.has(name) &&
      !known.includes(name.replace(/_FILE$/, '')),
  );
  return unknown.sort().map((name) => {
    const meant = nearest(name.replace(/_FILE$/, ''), known);
    const hint = meant ? `did you mean ${meant}?` : 'see `evenkeel config`.';
    return `${name} is not a setting of Evenkeel and has no effect; ${hint}`;
  });
}

/** Read by the command line client and the tests, not by the server. */
const clientSettings = new Set(['EVENKEEL_URL', 'EVENKEEL_TOKEN', 'EVENKEEL_TOKEN_FILE', 'EVENKEEL_FIXTURES']);
