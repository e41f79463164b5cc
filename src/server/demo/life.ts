/**
 * A little happens while somebody looks at the demo: an alert a minute through the real way in, answers by the people of
 * the shop, and work in the incident that runs. All of it inside this process, and over with it.
 */
import http from 'node:http';
import type { Logger } from 'pino';
import { readSourceKey } from '../detect/sources/actions.ts';
import { type Actor, system } from '../platform/auth/actor.ts';
import { type Database, transaction } from '../platform/db/database.ts';
import { type Loop, startLoop } from '../platform/loop.ts';
import type { Keyring } from '../platform/secrets.ts';
import { joinIncident } from '../respond/incidents/room/presence.ts';
import { recordUpdate } from '../respond/incidents/updates/actions.ts';
import { acknowledgePages, resolveAlerts } from '../respond/pages/ending/end.ts';
import { alertKinds } from './alerts/alert-kinds.ts';
import { type Condition, requestFor, type SenderAction } from './alerts/sender-bodies.ts';
import { createDice } from './dice.ts';
import * as store from './life-store.ts';

export type LifeOptions = { db: Database; keyring: Keyring; log: Logger; port: number; now: () => number };

const tickMs = 10_000;
const alertEveryMs = 60_000;
/** Of alerts that this process has raised; more than this at once is no demo any more. */
const mostOpen = 8;

type Raised = { condition: Condition; startedAt: number; endsAt: number };

export function startLife({ db, keyring, log, port, now: clock }: LifeOptions): Loop {
  const dice = createDice(`life ${clock()}`);
  const open: Raised[] = [];
  const keys = new Map<string, string>();
  let nextAlertAt = clock() + 20_000;

  const send = async (condition: Condition, action: SenderAction, startedAt: number) => {
    const source = condition.kind.source;
    let key = keys.get(source);
    if (key === undefined) {
      const id = await store.findSource(db, source);
      if (id === null) return;
      key = await readSourceKey({ db, actor: system }, keyring, id);
      keys.set(source, key);
    }
    const { body, contentType, userAgent } = requestFor(condition, action, startedAt, clock());
    await post(port, `/in/${key}`, body, { 'content-type': contentType, 'user-agent': userAgent });
  };

  async function work(): Promise<boolean> {
    if (clock() >= nextAlertAt && open.length < mostOpen) {
      nextAlertAt = clock() + alertEveryMs * (0.6 + dice.next());
      const kind = dice.pick(alertKinds.filter(({ severity, perDay }) => severity !== 'error' && perDay > 0.3));
      const condition = { kind, variant: dice.pick(kind.variants.values) };
      const isOpen = open.some((one) => one.condition.kind === kind && one.condition.variant === condition.variant);
      if (!isOpen && !(await store.hasOpenAlert(db, kind.key, condition.variant))) {
        open.push({ condition, startedAt: clock(), endsAt: clock() + Math.max(dice.skewed(4, 0.6), 1) * 60_000 });
        await send(condition, 'trigger', clock());
      }
    }
    for (const one of open.filter(({ endsAt }) => endsAt <= clock())) {
      open.splice(open.indexOf(one), 1);
      await send(one.condition, 'resolve', one.startedAt);
    }
    await answerPages();
    await tidyUp();
    await workOnIncident();
    const heartbeat = await store.findHeartbeatToPing(db);
    if (heartbeat !== null) {
      await post(port, `/in/${await readSourceKey({ db, actor: system }, keyring, heartbeat)}`, '', {});
    }
    return false;
  }

  /** Whoever was asked takes the page, after a minute or so. */
  async function answerPages() {
    for (const { pageId, ...person } of await store.listWaitingPages(db)) {
      if (dice.chance(0.25)) await transaction(db, (tx) => acknowledgePages(tx, actorOf(person), [pageId]));
    }
  }

  /** What an earlier run of the demo left open. */
  async function tidyUp() {
    for (const { alertIds, ...person } of await store.listForgottenAlerts(db)) {
      await transaction(db, (tx) => resolveAlerts(tx, actorOf(person), alertIds));
    }
  }

  async function workOnIncident() {
    const room = await store.findRunningIncident(db);
    if (!room) return;
    for (const person of room.crew) await joinIncident({ db, actor: actorOf(person) }, room.id);
    const [speaker] = room.crew;
    if (!speaker || !room.isUpdateDue) return;
    await recordUpdate({ db, actor: actorOf(speaker) }, room.id, {
      audience: 'responders',
      status: 'identified',
      text: 'Still moving customers over in small steps. Errors are slowly dropping, and nothing new has broken.',
    });
  }

  return startLoop({ name: 'life of the demo', pauseMs: tickMs, log, work });
}

const actorOf = ({ personId, name, role }: store.Person): Actor => ({ kind: 'person', personId, name, role });

function post(port: number, path: string, body: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path, method: 'POST', headers, timeout: 10_000 },
      (response) => {
        response.resume();
        response.on('end', () => resolve());
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end(body);
  });
}
