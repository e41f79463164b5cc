/**
 * Looks whether something outside answers, below HTTP: a port, its certificate, a name, a ping. Addresses are held to the
 * same policy as requests, and everything ends within its time.
 */
import { execFile } from 'node:child_process';
import { promises as dns } from 'node:dns';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { isAddressLiteral, isAllowedAddress, isAllowedHost, parseAllowList } from './address-policy.ts';
import { addressesOf, guardedLookup, type Resolve } from './connector.ts';
import { checkDestination } from './destination.ts';
import { EgressProblem, toEgressProblem } from './problem.ts';

export const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;
export type RecordType = (typeof recordTypes)[number];

/** `trouble`: why it is not trusted, null when it is. */
export type Certificate = { expiresAt: Date; trouble: string | null };

type Within = { timeoutMs: number; signal?: AbortSignal | undefined };

/** This machine cannot do it; says nothing about the other side. */
export class ProbeUnavailable extends Error {}

/** Each throws EgressProblem when nothing answers, `egress_denied` when it may not be asked. */
export type Probes = {
  /** Connects, and leaves at once. */
  port(target: { host: string; port: number } & Within): Promise<void>;
  /** The certificate that is shown to whoever asks for this name, trusted or not. */
  certificate(target: { host: string; port: number } & Within): Promise<Certificate>;
  /** What a name server answers, as text; empty when there is no such record. */
  records(target: { name: string; type: RecordType; server: string | null } & Within): Promise<string[]>;
  /** @throws ProbeUnavailable where this machine cannot ping */
  ping(target: { host: string } & Within): Promise<void>;
  /** Refuses a host as early as possible, for forms. @throws EgressProblem */
  check(host: string, port?: number): void;
  /** As `check`, for a name server: an address, with a port where it is another one. */
  checkServer(server: string): void;
};

export type ProbeOptions = {
  allow?: readonly string[] | undefined;
  resolve?: Resolve | undefined;
  /** The program that pings; it is called as Linux distributions and macOS have it. */
  pingCommand?: string | undefined;
  /** Who vouches for certificates, instead of those whom the system trusts. */
  issuers?: string | undefined;
};

export function createProbes({
  allow: entries = [],
  resolve,
  pingCommand = 'ping',
  issuers,
}: ProbeOptions = {}): Probes {
  const allow = parseAllowList(entries);
  const lookup = guardedLookup(allow, resolve);

  const check = (host: string, port = 80) => {
    const named = host.includes(':') ? `[${host}]` : host;
    checkDestination(`http://${named}:${port}/`, allow);
  };

  /** Runs until `open` says that it is, and never longer than it may. */
  const connection = <Opened extends Socket>(
    { host, port, timeoutMs, signal }: { host: string; port: number } & Within,
    open: () => Opened,
    opened: 'connect' | 'secureConnect',
  ) =>
    new Promise<Opened>((resolve, reject) => {
      check(host, port);
      const socket = open();
      const end = (error: unknown) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        if (error === null) return resolve(socket);
        socket.destroy();
        reject(toEgressProblem(error));
      };
      const leave = () => end(new EgressProblem('aborted', 'the connection was abandoned'));
      const timer = setTimeout(() => end(new EgressProblem('timeout', `no connection in ${timeoutMs} ms`)), timeoutMs);
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      socket.on('error', end);
      socket.once('close', () => end(new EgressProblem('reset', 'the connection was closed')));
      socket.once(opened, () => {
        const peer = socket.remoteAddress;
        const isTrusted = isAllowedHost(host.toLowerCase(), allow);
        if (!isTrusted && peer !== undefined && !isAllowedAddress(peer.replace(/^::ffff:/, ''), allow))
          return end(new EgressProblem('egress_denied', 'the connection reached an address that is not public'));
        end(null);
      });
    });

  const checkServer = (server: string) => {
    const address = hostOfServer(server);
    const isPort = /^(:\d{1,5})?$/.test(server.replace(address, '').replace(/[[\]]/g, ''));
    if (!isAddressLiteral(address) || !isPort)
      throw new EgressProblem('egress_denied', 'write the address of the name server');
    if (!isAllowedAddress(address, allow))
      throw new EgressProblem('egress_denied', 'the address of the name server is not public');
  };

  return {
    check,
    checkServer,
    async port(target) {
      const { host, port } = target;
      const socket = await connection(
        target,
        () => connectPlain({ host, port, lookup, autoSelectFamily: true }),
        'connect',
      );
      socket.destroy();
    },
    async certificate(target) {
      const { host, port } = target;
      const servername = isAddressLiteral(host) ? '' : host;
      const socket: TLSSocket = await connection(
        target,
        // Untrusted ones are looked at as well: an expired certificate is what is asked for.
        () =>
          connectTls({
            host,
            port,
            lookup,
            servername,
            rejectUnauthorized: false,
            ...{ autoSelectFamily: true },
            ...(issuers && { ca: issuers }),
          }),
        'secureConnect',
      );
      const certificate = socket.getPeerCertificate();
      const trouble = socket.authorized ? null : troubleOf(socket.authorizationError);
      socket.destroy();
      if (!certificate.valid_to) throw new EgressProblem('tls', 'no certificate was shown');
      return { expiresAt: new Date(certificate.valid_to), trouble };
    },
    async records({ name, type, server, timeoutMs, signal }) {
      const resolver = new dns.Resolver({ timeout: timeoutMs, tries: 1 });
      if (server !== null) {
        checkServer(server);
        resolver.setServers([server]);
      }
      const leave = () => resolver.cancel();
      signal?.addEventListener('abort', leave, { once: true });
      const timer = setTimeout(leave, timeoutMs);
      try {
        return await readRecords(resolver, name, type);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === 'ENODATA' || code === 'ENOTFOUND') return [];
        if (signal?.aborted) throw new EgressProblem('aborted', 'the question was abandoned');
        if (code === 'ETIMEOUT' || code === 'ECANCELLED')
          throw new EgressProblem('timeout', `no answer of a name server in ${timeoutMs} ms`);
        throw new EgressProblem('dns', `the name server could not answer (${code ?? 'unknown'})`);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
      }
    },
    async ping({ host, timeoutMs, signal }) {
      check(host);
      // The address that was checked is the one that is pinged.
      const address = isAddressLiteral(host)
        ? host
        : await addressesOf(host, allow, resolve).then(
            ([first]) => first!.address,
            (error: unknown) => {
              throw toEgressProblem(error);
            },
          );
      await runPing(pingCommand, address, timeoutMs, signal);
    },
  };
}

/** `192.0.2.1`, `192.0.2.1:5353` and `[2001:db8::1]:5353` without the port. */
function hostOfServer(server: string): string {
  if (server.startsWith('[')) return server.slice(1, server.indexOf(']'));
  return server.split(':').length === 2 ? server.split(':')[0]! : server;
}

async function readRecords(resolver: dns.Resolver, name: string, type: RecordType): Promise<string[]> {
  switch (type) {
    case 'A':
      return resolver.resolve4(name);
    case 'AAAA':
      return resolver.resolve6(name);
    case 'CNAME':
      return resolver.resolveCname(name);
    case 'NS':
      return resolver.resolveNs(name);
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    case 'MX':
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
  }
}

/** `CERT_HAS_EXPIRED` → `it has expired`; else the code itself, which administrators look up. */
function troubleOf(code: unknown): string {
  const text = String((code as Error | undefined)?.message ?? code);
  const words: [RegExp, string][] = [
    [/CERT_HAS_EXPIRED|certificate has expired/i, 'it has expired'],
    [/CERT_NOT_YET_VALID/, 'it is not valid yet'],
    [/ALTNAME|does not match/i, 'it is for another name'],
    [/SELF_SIGNED|self.signed/i, 'it is self-signed'],
    [/UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER/, 'its issuer is not known'],
  ];
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? text.slice(0, 200);
}

function runPing(command: string, address: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
  const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1_000)));
  return new Promise((resolve, reject) => {
    const options = { timeout: timeoutMs + 500, maxBuffer: 64 * 1024, ...(signal && { signal }) };
    execFile(command, ['-n', '-c', '1', '-W', seconds, address], options, (error, _output, errors) => {
      if (!error) return resolve();
      const { code } = error as NodeJS.ErrnoException & { code?: unknown };
      if (signal?.aborted) return reject(new EgressProblem('aborted', 'the ping was abandoned'));
      if (code === 'ENOENT') return reject(new ProbeUnavailable('this machine has no program called ping'));
      if (code === 'EACCES' || /permitted|permission|capabilit/i.test(errors))
        return reject(new ProbeUnavailable('this machine may not send pings'));
      reject(new EgressProblem('timeout', `no reply to a ping in ${timeoutMs} ms`));
    });
  });
}
