import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Client, createClient } from '../client/client.ts';
import { readUrl } from '../server/platform/url.ts';
import { CommandProblem, exitCodes } from './exit-codes.ts';

export type ConnectionOptions = { url?: string; token?: string; json?: boolean };

/** Adds the options of every command that talks to a server. */
export function withServer(command: Command): Command {
  return command
    .option('--url <url>', 'server URL')
    .option('--token <token>', 'API token; prefer EVENKEEL_TOKEN, which does not show up in process lists')
    .option('--json', 'print JSON');
}

/** For answers that are files: they are not read by the client. */
export function authorizationOf(options: ConnectionOptions, environment = process.env): Record<string, string> {
  const token = options.token ?? tokenFrom(environment);
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

export function connect(options: ConnectionOptions, environment = process.env): Client {
  const baseUrl = serverUrl(options, environment);
  const token = options.token ?? tokenFrom(environment);
  return createClient(token === undefined ? { baseUrl } : { baseUrl, token });
}

export function serverUrl(options: ConnectionOptions, environment = process.env): string {
  const url = options.url ?? (environment.EVENKEEL_URL || `http://localhost:${environment.EVENKEEL_PORT || 4400}`);
  if (!/^https?:\/\//.test(url) || readUrl(url) === null)
    throw new CommandProblem(`${url} is not a URL that starts with http:// or https://.`, exitCodes.usage);
  return url.replace(/\/+$/, '');
}

function tokenFrom(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment.EVENKEEL_TOKEN) return environment.EVENKEEL_TOKEN;
  const admin = environment.EVENKEEL_ADMIN_TOKEN;
  const file = environment.EVENKEEL_TOKEN_FILE ?? (admin ? undefined : environment.EVENKEEL_ADMIN_TOKEN_FILE);
  if (!file) return admin || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CommandProblem(`The token cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}
