/** What the text of a setting must be, each with one sentence that says so and an example. */
import os from 'node:os';
import addressparser from 'nodemailer/lib/addressparser';
import { z } from 'zod';
import { urlsOfHosts } from './platform/db/hosts.ts';
import { parseAllowList } from './platform/egress/address-policy.ts';
import { parseKeys } from './platform/key-file.ts';
import { readUrl } from './platform/url.ts';

/** Makes a schema of a reader; what the reader throws is the message. */
function read<T>(reader: (text: string) => T) {
  return z.string().transform((text, ctx): T => {
    try {
      return reader(text);
    } catch (error) {
      ctx.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

/** A whole number, written in digits only: `1e3`, `0x50` and `80 ` are typing mistakes. */
export const wholeNumber = (least: number, most: number) =>
  read((text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) throw new Error(`must be a whole number from ${least} to ${most}`);
    return value;
  });

/** The port; a cluster may have set this name for a purpose of its own. */
export const port = read((text) => {
  if (/^tcp:\/\//.test(text))
    throw new Error(
      'was set by Kubernetes, which does so for a service called evenkeel: set enableServiceLinks to false, or name a port',
    );
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= 65_535)) throw new Error('must be a port from 0 to 65535, such as 4400');
  return value;
});

/** How many processes accept; `auto` is one for each processor. */
export const processes = read((text) => {
  if (text === 'auto') return Math.min(os.availableParallelism(), mostProcesses);
  const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= mostProcesses))
    throw new Error(`must be a whole number from 1 to ${mostProcesses}, or auto for one for each processor`);
  return value;
});
const mostProcesses = 64;

export const listenAddress = read((text) => {
  if (!/^[A-Za-z0-9_.:%-]{1,255}$/.test(text) || /^[^:]*:\d*$/.test(text))
    throw new Error('must be an address of this machine without a scheme or port, such as 0.0.0.0 or 127.0.0.1');
  return text;
});

/** A name of the DNS, in lower case. */
export const domain = read((text) => {
  const name = text.toLowerCase();
  if (!/^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(name))
    throw new Error('must be a domain, such as alerts.example.org');
  return name;
});

/** @param what of a block of PEM: `CERTIFICATE` or the end of `RSA PRIVATE KEY` */
export const pem = (what: string) =>
  read((text) => {
    const found = text.replaceAll('\\n', '\n');
    if (!new RegExp(`-----BEGIN (?:[A-Z]+ )?${what}-----`).test(found))
      throw new Error(`must be PEM that begins with -----BEGIN ${what}-----; mostly it comes from a file`);
    return found;
  });

export const folder = read((text) => {
  if (text.includes('\0')) throw new Error('must be a folder, such as /var/lib/evenkeel');
  return text;
});

/**
 * Scheme, host and port, and the path that a proxy shows Evenkeel under: links are made by adding a path.
 * @returns it as browsers write it, without a trailing slash
 */
export const publicAddress = read((text) => {
  const url = parseUrl(text, ['https', 'http']);
  const fault =
    url === null
      ? 'must be an address'
      : url.username || url.password
        ? 'must not contain a user or password'
        : url.search || url.hash || /[?#]/.test(text)
          ? 'must not have a query or fragment'
          : /^(\/[A-Za-z0-9._~-]+)*\/?$/.test(url.pathname)
            ? null
            : `must have nothing in its path (${url.pathname}) but letters, digits and . _ ~ -`;
  if (fault !== null)
    throw new Error(`${fault}: give an address such as https://ops.example.org or https://tools.example.org/evenkeel`);
  return url!.origin + url!.pathname.replace(/\/$/, '');
});

/** An address that is requested as it stands, with its path and query. */
export const webAddress = (example: string) =>
  read((text) => {
    const url = parseUrl(text, ['https', 'http']);
    if (url === null) throw new Error(`must be an address that starts with https:// or http://, such as ${example}`);
    if (url.username || url.password)
      throw new Error(`must not contain a user or password: give an address such as ${example}`);
    if (url.hash) throw new Error(`must not have a fragment (#…): give an address such as ${example}`);
    return text;
  });

/** As providers write it in their tokens, so it is not changed; only its form is checked. */
export const issuer = read((text) => {
  const url = parseUrl(text, ['https', 'http']);
  if (url === null || url.username || url.password || url.search || url.hash)
    throw new Error(
      'must be the address of the provider without a query or fragment, such as https://login.example.org',
    );
  return text;
});

export const oidcScopes = read((text) => {
  const scopes = text.split(/[\s,]+/);
  if (!scopes.includes('openid') || !scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(scope)))
    throw new Error('must be scopes with a space between them, openid among them, such as openid email profile groups');
  return scopes.join(' ');
});

const smtpExample = 'smtp://user:password@mail.example.org:587';

export const smtpUrl = read((text) => {
  const url = parseUrl(text, ['smtps', 'smtp']);
  if (url === null) throw new Error(`must start with smtp:// or smtps:// and name a host, such as ${smtpExample}`);
  if (url.pathname.length > 1 || url.hash)
    throw new Error(
      `must have nothing after host and port except options (?requireTLS=true), such as ${smtpExample}; write / and # in a password as %2F and %23`,
    );
  refuseBrokenEscapes(url, smtpExample);
  return text;
});

const databaseExample = 'postgres://user:password@db.example.org:5432/evenkeel';

export const databaseUrl = read((text) => {
  const urls = urlsOfHosts(text);
  for (const each of urls) {
    const url = parseUrl(each, ['postgres', 'postgresql'], { mayLackHost: urls.length === 1 });
    if (url === null)
      throw new Error(
        `must start with postgres:// and be one address, such as ${databaseExample}, or name several hosts, such as postgres://user:password@db1:5432,db2:5432/evenkeel`,
      );
    if (url.hash || url.pathname.slice(1).includes('/'))
      throw new Error(
        `must end with the name of the database, such as ${databaseExample}; write / and # in a password as %2F and %23`,
      );
    refuseBrokenEscapes(url, databaseExample);
  }
  return text;
});

/** One mailbox with an address; a name alone would make mails without a sender, which mail servers drop. */
export const mailbox = read((text) => {
  const example = 'Evenkeel <evenkeel@example.org>';
  // The name of a group is no sender.
  const found = /\p{Cc}|;$/u.test(text) ? [] : addressparser(text, { flatten: true });
  const address = found.length === 1 ? found[0]!.address : '';
  const [local = '', host = '', ...more] = address.split('@');
  const isAddress = /^[^\s"<>(),:;@\\[\]]{1,64}$/.test(local) && /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(host);
  if (!isAddress || more.length > 0) throw new Error(`must be one mailbox with an address, such as ${example}`);
  return text;
});

/** Comes in a header, so only what a header can carry. */
export const bearerToken = read((text) => {
  if (!/^[\x21-\x7e]{24,500}$/.test(text))
    throw new Error(
      'must have 24 to 500 characters, without spaces or accents, such as the output of openssl rand -hex 24',
    );
  return text;
});

export const secretKey = read((text) => {
  try {
    if (parseKeys(text).length === 0) throw new Error('names no key');
  } catch (error) {
    // The value is a secret and is not repeated.
    const where = /key \d+/.exec((error as Error).message)?.[0] ?? 'it';
    throw new Error(`must be 32 bytes as base64 or hex, and ${where} is not: make one with openssl rand -base64 32`);
  }
  return text;
});

export const networkList = read((text) => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  try {
    parseAllowList(entries);
  } catch (error) {
    const entry = /^"(.*)" in/.exec((error as Error).message)?.[1] ?? text;
    throw new Error(
      `has the entry "${entry}", which is not a network, address or host name: separate entries with commas, such as 10.1.0.0/16,hooks.corp.example`,
    );
  }
  return entries;
});

export const shortName = (most: number) =>
  read((text) => {
    if (text.length > most || /\p{Cc}/u.test(text)) throw new Error(`must be one line of at most ${most} characters`);
    return text;
  });

/** Null for what is no URL of these schemes, has no host, or holds blanks and the like that a URL parser would drop. */
function parseUrl(text: string, schemes: string[], { mayLackHost = false } = {}): URL | null {
  const scheme = /^([a-z]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || !schemes.includes(scheme)) return null;
  if (/[\s\\]|\p{Cc}/u.test(text)) return null;
  const url = readUrl(text);
  return url?.hostname === '' && !mayLackHost ? null : url;
}

function refuseBrokenEscapes(url: URL, example: string): void {
  try {
    for (const part of [url.username, url.password, url.pathname]) decodeURIComponent(part);
  } catch {
    throw new Error(`has a % that is not an escape: write it as %25, as in ${example}`);
  }
}
