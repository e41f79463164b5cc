/**
 * Two logs with an absorber each, so that a source in a storm keeps nobody else's alerts waiting: a source that has
 * much waiting goes on in the busy lane until nothing of it waits there. What one source says stays in order: the busy
 * lane does not touch a source that has something left in the main one.
 */
import type { AbsorbOptions } from '../absorb/absorb.ts';
import { startAbsorber } from '../absorb/absorb.ts';
import type { Entry, LoggedEntry } from '../log/entry.ts';
import { NotAccepted, openSignalLog, type SignalLog } from '../log/log.ts';

/** Signals of one source that may wait in the main lane: about as many as are absorbed in a tenth of a second. */
const maxWaitingInMain = 1_000;
/** Smaller batches in the busy lane give the thread back more often; repeats, which cost little, do not count. */
const maxNewsPerBatch = { main: 10_000, busy: 1_000 };

export type Lanes = Pick<SignalLog, 'append' | 'close'> & {
  loop: ReturnType<typeof startAbsorber>['loop'];
  /** The logs that are being written to. */
  currentIds(): number[];
  waitingSignals(): number;
  /** Absorbs what is left, as far as the database allows. */
  drain(): Promise<void>;
};

type LaneName = 'main' | 'busy';
type Waiting = Record<LaneName, number>;

export type LanesOptions = Pick<AbsorbOptions, 'db' | 'log' | 'rulebook' | 'known' | 'onAlertsWaiting'> & {
  nodeId: number;
};

export async function openLanes({ nodeId, ...options }: LanesOptions): Promise<Lanes> {
  const waitingBySource = new Map<number, Waiting>();
  const waitingOf = (sourceId: number) => waitingBySource.get(sourceId) ?? { main: 0, busy: 0 };
  const count = (lane: LaneName, sourceId: number, signals: number) => {
    const waiting = waitingOf(sourceId);
    waiting[lane] += signals;
    if (waiting.main === 0 && waiting.busy === 0) waitingBySource.delete(sourceId);
    else waitingBySource.set(sourceId, waiting);
  };

  const logs: Partial<Record<LaneName, SignalLog>> = {};
  const makeAbsorber = (lane: LaneName) =>
    startAbsorber({
      ...options,
      lane,
      maxNewsPerBatch: maxNewsPerBatch[lane],
      besideLogIds: () => [...Object.values(logs)].map((log) => log.currentId()),
      mayAbsorb: ({ source }) => lane === 'main' || waitingOf(source.id).main === 0,
      onAbsorbed(entries) {
        for (const { source, signals } of entries) count(lane, source.id, -weightOf(signals));
        if (lane === 'main') absorbers.busy.loop.wake();
      },
      onLogLost: (logId) => logs[lane]?.abandon(logId),
    });
  const absorbers = { main: makeAbsorber('main'), busy: makeAbsorber('busy') };
  const openLane = (lane: LaneName) =>
    openSignalLog({
      ...{ db: options.db, nodeId, log: options.log },
      onCommitted: absorbers[lane].take,
      room: absorbers[lane].room,
    });
  logs.main = await openLane('main');
  let opening: Promise<SignalLog> | undefined;
  let isClosed = false;

  /** Opened for the first storm of this process. */
  const busyLog = async (): Promise<SignalLog> => {
    if (isClosed) throw new NotAccepted('This node is stopping.');
    opening ??= openLane('busy');
    try {
      logs.busy = await opening;
      return logs.busy;
    } catch (error) {
      opening = undefined;
      throw new NotAccepted('The database did not answer.', { cause: error });
    }
  };

  const laneOf = ({ source, signals }: Entry): LaneName => {
    const { main, busy } = waitingOf(source.id);
    return busy > 0 || main + weightOf(signals) > maxWaitingInMain ? 'busy' : 'main';
  };

  return {
    loop: absorbers.main.loop,
    async append(entry): Promise<LoggedEntry> {
      const lane = laneOf(entry);
      const weight = weightOf(entry.signals);
      count(lane, entry.source.id, weight);
      try {
        return await (lane === 'main' ? logs.main! : await busyLog()).append(entry);
      } catch (error) {
        count(lane, entry.source.id, -weight);
        throw error;
      }
    },
    currentIds: () => Object.values(logs).map((log) => log.currentId()),
    waitingSignals: () => absorbers.main.waitingSignals() + absorbers.busy.waitingSignals(),
    async close() {
      isClosed = true;
      // A log that could not be opened holds nothing; whoever wanted it was told.
      await opening?.catch(() => {});
      await Promise.all(Object.values(logs).map((log) => log.close()));
    },
    async drain() {
      await absorbers.main.drain();
      await absorbers.busy.drain();
    },
  };
}

/** A request without signals, such as a ping, waits too. */
const weightOf = (signals: readonly unknown[]) => Math.max(1, signals.length);
