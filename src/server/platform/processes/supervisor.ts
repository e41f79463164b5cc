/**
 * The parent of several processes that accept on one port. It does no work itself: it runs what there is once, starts
 * again what ends, ends what no longer answers, and passes on what they ask of each other. Each of them is a node.
 */
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { GroupState, Metric, ToParent, ToProcess } from './messages.ts';
import { createPace, type Pace } from './pace.ts';

export type SupervisorOptions = {
  wanted: number;
  embeddedUrl: string | undefined;
  log: Logger;
};

export type Ready = { url: string; setupUrl: string | null };

export type Supervisor = {
  /**
   * Starts the first, which does what only one must do (migrations, keys), and then the others.
   * @returns null when the first one ended before it was ready; it has said why
   */
  start(): Promise<Ready | null>;
  /** Stops and starts one after the other; the others go on. Ends early when one does not come back. */
  replaceAll(): Promise<void>;
  stop(): Promise<void>;
  /** Ends all of them now. */
  kill(): void;
};

type Member = {
  number: number;
  worker: Worker;
  startedAt: number;
  heardAt: number;
  ready: Ready | null;
  stuck: string | null;
  isLeaving: boolean;
  gone: Promise<void>;
};

const lookEveryMs = 1_000;
/** A process that has said nothing for so long hangs. */
const silentMs = 15_000;
/** Loading the program takes its time on a busy machine. */
const silentAtStartMs = 60_000;
/** Others that do not answer in this time are left out of the metrics. */
const collectMs = 1_000;
/** A little less than what a service manager waits before it ends everything. */
const stopPatienceMs = 25_000;
const anHourMs = 3_600_000;

export function superviseProcesses({ wanted, embeddedUrl, log }: SupervisorOptions): Supervisor {
  // Each process takes connections from the port itself: one that hangs or dies holds up none that wait there.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ serialization: 'advanced' });
  const members = new Map<number, Member>();
  const paces = new Map<number, Pace>();
  let endings: number[] = [];
  let isStopping = false;
  let lastCollection = 0;
  const collections = new Map<number, (from: number, metrics: Metric[]) => void>();

  const tell = (member: Member, word: ToProcess) => {
    // One that has just died is found by its end.
    if (member.worker.isConnected()) member.worker.send(word, () => {});
  };
  const running = () => [...members.values()].filter(({ ready }) => ready !== null);
  const state = (): GroupState => {
    endings = endings.filter((at) => at > performance.now() - anHourMs);
    const stuck = running().flatMap((member) =>
      member.stuck === null ? [] : [`Process ${member.number}: ${member.stuck}`],
    );
    return { wanted, running: running().length, endedLastHour: endings.length, stuck };
  };
  const tellAll = () => {
    const word = { kind: 'state', state: state() } as const;
    for (const member of members.values()) tell(member, word);
  };

  function collect(asking: Member, ask: number) {
    const others = running().filter((member) => member !== asking);
    const waitedFor = new Set(others.map(({ number }) => number));
    const metrics: Metric[][] = [];
    lastCollection += 1;
    const collection = lastCollection;
    const finish = () => {
      clearTimeout(timer);
      if (collections.delete(collection)) tell(asking, { kind: 'collected', ask, metrics });
    };
    const timer = setTimeout(finish, collectMs);
    collections.set(collection, (from, got) => {
      if (waitedFor.delete(from)) metrics.push(got);
      if (waitedFor.size === 0) finish();
    });
    for (const other of others) tell(other, { kind: 'collect', ask: collection });
    if (others.length === 0) finish();
  }

  /** @returns whether it became ready */
  function launch(number: number): Promise<boolean> {
    const worker = cluster.fork();
    const isVeryFirst = number === 1 && !paces.has(1);
    const now = performance.now();
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const member: Member = {
      number,
      worker,
      startedAt: now,
      heardAt: now,
      ready: null,
      stuck: null,
      isLeaving: false,
      gone,
    };
    members.set(number, member);
    worker.on('error', (error) => log.warn({ err: error, process: number }, 'a process could not be told something'));
    return new Promise((resolve) => {
      worker.on('message', (word: ToParent) => {
        member.heardAt = performance.now();
        if (word.kind === 'hello') tell(member, { kind: 'begin', process: number, wanted, embeddedUrl, isVeryFirst });
        if (word.kind === 'collect') collect(member, word.ask);
        if (word.kind === 'collected') collections.get(word.ask)?.(number, word.metrics);
        if (word.kind === 'ready') {
          member.ready = { url: word.url, setupUrl: word.setupUrl };
          tellAll();
          resolve(true);
        }
        if (word.kind === 'alive' && word.stuck !== member.stuck) {
          member.stuck = word.stuck;
          tellAll();
        }
      });
      worker.once('exit', (code, signal) => {
        members.delete(number);
        resolve(false);
        // The very first says by itself why there will be no start.
        if (isStopping || member.isLeaving || !paces.has(number)) return;
        endings.push(performance.now());
        tellAll();
        void startAgain(member, signal ?? `code ${code}`);
      });
    });
  }

  async function startAgain({ number, worker, startedAt }: Member, how: string) {
    const livedMs = Math.round(performance.now() - startedAt);
    const pauseMs = paces.get(number)!.pauseAfter(livedMs);
    log.error(
      { process: number, pid: worker.process.pid, livedMs, retryInMs: pauseMs },
      `Process ${number} ended unexpectedly (${how}) and is started again; ${running().length} of ${wanted} go on`,
    );
    await wait(pauseMs);
    if (!isStopping && !members.has(number) && (await launch(number)))
      log.warn({ process: number }, `Process ${number} accepts again`);
  }

  let lookedAt = performance.now();
  const look = setInterval(() => {
    const now = performance.now();
    // Whoever was paused itself has heard nobody.
    if (now - lookedAt > 3 * lookEveryMs) for (const member of members.values()) member.heardAt = now;
    lookedAt = now;
    for (const { number, worker, heardAt, ready } of members.values()) {
      const limitMs = ready ? silentMs : silentAtStartMs;
      if (now - heardAt < limitMs) continue;
      log.error(
        { process: number, pid: worker.process.pid },
        `Process ${number} has not answered for ${limitMs / 1_000} seconds and is ended`,
      );
      worker.process.kill('SIGKILL');
    }
  }, lookEveryMs);

  const end = async (member: Member) => {
    member.isLeaving = true;
    tell(member, { kind: 'stop' });
    const insist = setTimeout(() => member.worker.process.kill('SIGKILL'), stopPatienceMs);
    await member.gone;
    clearTimeout(insist);
  };

  let replacing: Promise<void> = Promise.resolve();
  async function replaceEach() {
    for (const number of paces.keys()) {
      const member = members.get(number);
      if (isStopping) return;
      // One that has ended is started by whoever saw that.
      if (!member?.ready) continue;
      await end(member);
      tellAll();
      if (isStopping) return;
      if (await launch(number)) {
        log.warn({ process: number }, `Process ${number} was replaced`);
        continue;
      }
      if (isStopping) return;
      log.error({ process: number }, `Process ${number} did not come back; the others are left as they are`);
      return;
    }
  }

  return {
    async start() {
      if (!(await launch(1))) return null;
      const first = members.get(1)!.ready!;
      for (let number = 1; number <= wanted; number += 1) paces.set(number, createPace());
      const others = Array.from({ length: wanted - 1 }, (_, index) => launch(index + 2));
      await Promise.all(others);
      return first;
    },
    replaceAll() {
      replacing = replacing.then(replaceEach);
      return replacing;
    },
    async stop() {
      isStopping = true;
      await Promise.all([...members.values()].map(end));
      clearInterval(look);
    },
    kill() {
      isStopping = true;
      for (const { worker } of members.values()) worker.process.kill('SIGKILL');
    },
  };
}
