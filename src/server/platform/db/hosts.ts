/**
 * Several hosts in one database URL, `postgres://user:password@db1:5432,db2/evenkeel`: one of them is the primary, and
 * after a failover another. Every new connection finds it anew.
 */
import { setTimeout as rest } from 'node:timers/promises';
import pg from 'pg';

const askMs = 3_000;
/** How long the hosts in front still have to say that they are the primary once one behind them has. */
const orderMs = 250;

/** One URL for each host, in their order; of a URL with one host, just this. */
export function urlsOfHosts(databaseUrl: string): string[] {
  const parts = /^([a-z]+:\/\/(?:[^/?#]*@)?)([^/?#@]*)(.*)$/i.exec(databaseUrl);
  if (parts === null) return [databaseUrl];
  const [, start, hosts, end] = parts;
  return hosts!.split(',').map((host) => `${start}${host}${end}`);
}

/** As people write it, with the port: `db1:5432` or `db1:5432 or db2:5432`. */
export function placeOf(databaseUrl: string): string {
  const places = urlsOfHosts(databaseUrl).map((each) => {
    const { hostname, port } = new URL(each);
    return `${hostname || 'localhost'}:${port || 5432}`;
  });
  return places.join(' or ');
}

/** No host of the list is a primary at this moment. `error` is null for a standby. */
export class NoPrimary extends Error {
  override name = 'NoPrimary';
  // Whoever logs the error must not log the passwords in the URLs.
  readonly #found: { url: string; error: Error | null }[];
  constructor(found: { url: string; error: Error | null }[]) {
    super('No host of the database URL is the primary.');
    this.#found = found;
  }
  get found() {
    return this.#found;
  }
}

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

export type DatabaseClientConfig = pg.ClientConfig & {
  connectionString: string;
  /** Settings of the session, by name. Poolers refuse or drop what comes with the connection itself. */
  session?: Record<string, string | number>;
};

/** A connection to the primary of the hosts in its `connectionString`; with one host, to whatever it is. */
export class DatabaseClient extends pg.Client {
  private readonly urls: string[];
  private readonly session: Record<string, string | number>;

  constructor({ session = {}, ...config }: DatabaseClientConfig) {
    const urls = urlsOfHosts(config.connectionString);
    super({ ...config, connectionString: urls[0]! });
    this.urls = urls;
    this.session = session;
    // One that is lost would end the process where nobody listens, also while it is set up; what it was asked fails anyway.
    this.on('error', () => {});
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | undefined {
    const connected = this.connectAndSet();
    if (callback === undefined) return connected;
    const tell = callback as (error: Error | null, client?: pg.Client) => void;
    connected.then((client) => tell(null, client), tell);
    return undefined;
  }

  private async connectAndSet(): Promise<pg.Client> {
    if (this.urls.length > 1) Object.assign(this, await findPrimary(this.urls));
    await super.connect();
    const [names, values] = [Object.keys(this.session), Object.values(this.session).map(String)];
    if (names.length === 0) return this;
    try {
      await this.query('select set_config(name, value, false) from unnest($1::text[], $2::text[]) as t (name, value)', [
        names,
        values,
      ]);
      return this;
    } catch (error) {
      // Whoever asked for it never gets it to end it.
      void this.end().catch(() => {});
      throw error;
    }
  }
}

type Address = { host: string; port: number };

const searches = new Map<string, Promise<Address>>();

/** Those who ask at the same time share the answer. @throws NoPrimary */
async function findPrimary(urls: string[]): Promise<Address> {
  const key = urls.join();
  const search = searches.get(key) ?? askAll(urls).finally(() => searches.delete(key));
  searches.set(key, search);
  return search;
}

/** All are asked at once, since one that is cut off does not answer; of several that say yes the first one counts. */
async function askAll(urls: string[]): Promise<Address> {
  const errors: (Error | null)[] = urls.map(() => null);
  const primaries: (Address | null)[] = urls.map(() => null);
  const answers = urls.map(async (url, place) => {
    try {
      primaries[place] = await askWhetherPrimary(url);
    } catch (error) {
      errors[place] = error as Error;
    }
  });
  const firstYes = Promise.any(
    answers.map((answer, place) =>
      answer.then(() => (primaries[place] === null ? Promise.reject(new Error('no')) : place)),
    ),
  );
  const place = await firstYes.catch(() => null);
  if (place === null) throw new NoPrimary(urls.map((url, each) => ({ url, error: errors[each]! })));
  await Promise.race([Promise.all(answers.slice(0, place)), rest(orderMs)]);
  return primaries.find((address) => address !== null)!;
}

/** Its address as the driver reads it; null for a standby. */
async function askWhetherPrimary(url: string): Promise<Address | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'evenkeel probe',
    connectionTimeoutMillis: askMs,
    query_timeout: askMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const found = await client.query<{ isStandby: boolean }>('select pg_is_in_recovery() as "isStandby"');
    return found.rows[0]!.isStandby ? null : { host: client.host, port: client.port };
  } finally {
    // One that never answered has nothing to be told.
    client.end().catch(() => {});
  }
}
