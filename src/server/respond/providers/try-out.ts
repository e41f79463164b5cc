/** A message sent to see whether a provider works, with what went over the wire: for admins, without secrets. */
import { randomUUID } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { singleLine } from '../../../domain/text.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import type { Egress, EgressRequest, EgressResponse } from '../../platform/egress/egress.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';
import type { Outcome, Transports } from '../channels/channel.ts';
import { classifyHttp } from '../channels/http-outcome.ts';
import { openOrEmpty, type ProviderPorts, requireKind, secretFields } from './actions.ts';
import { hookUrlOf } from './hand-over.ts';
import * as store from './store.ts';

export type Exchange = { request: string; response: string | null; durationMs: number };

const mostRequestCharacters = 4_000;
const mostResponseCharacters = 500;

/** @throws Problem `invalid_input` when the provider does not carry the channel */
export async function tryProvider(
  ctx: Context,
  ports: ProviderPorts & { transports: Transports },
  id: number,
  { channel: name, settings: to }: { channel: string; settings: Record<string, unknown> },
) {
  const personId = requirePerson(ctx);
  const row = await store.loadProvider(ctx.db, id);
  if (!row) throw problem('not_found', `No provider has the id ${id}.`);
  const kind = requireKind(row.kind);
  const carrier = kind.carries.find((each) => each.channel.channel === name);
  if (!carrier) throw problem('invalid_input', `${row.name} does not carry ${name}.`);
  const accepted = carrier.channel.acceptSettings(to);
  await takeAttempt(
    ctx.db,
    [{ purpose: 'test of provider', of: String(personId), most: 30, windowSeconds: 3_600 }],
    'Too many test messages were sent. Try again in an hour.',
  );
  const settings = openOrEmpty(row, ports.keyring);
  const secrets = [...secretFields(kind).map((key) => settings[key]), ...Object.values(accepted)];
  const { egress, exchanges } = recording(
    ports.egress,
    secrets.filter((each) => typeof each === 'string'),
  );
  const message = {
    kind: 'plain' as const,
    idempotencyKey: `test-${randomUUID()}`,
    at: new Date().toISOString(),
    recipientName: 'name' in ctx.actor ? ctx.actor.name : '',
    subject: 'Test message from Evenkeel',
    text: `This is a test of ${singleLine(row.name, 80)}. Nothing is wrong.`,
  };
  const { publicUrl, transports } = ports;
  const io = {
    settings,
    egress,
    publicUrl: publicUrl(),
    hookUrl: hookUrlOf(publicUrl(), row.kind, id),
    wallNow: transports.wallNow ?? Date.now,
  };
  let outcome: Outcome;
  try {
    outcome = await carrier.send(message, accepted, io);
  } catch (error) {
    outcome = classifyHttp(error instanceof Error ? error : new Error(String(error)));
  }
  const isFault = outcome.outcome !== 'sent' && outcome.isProviderFault === true;
  const reason = outcome.outcome === 'sent' ? null : outcome.reason;
  await store.setOutcome(ctx.db, id, reason ?? 'test sent', isFault);
  return { sent: outcome.outcome === 'sent', reason, exchanges };
}

/** An egress that notes what goes through it, with the secrets blanked out. */
export function recording(egress: Egress, secrets: string[]): { egress: Egress; exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  const shown = (text: string, most: number) => blank(text, secrets).slice(0, most);
  return {
    exchanges,
    egress: {
      ...egress,
      async request(wanted) {
        const startedAt = performance.now();
        const note = (response: string | null) =>
          exchanges.push({
            request: shown(requestText(wanted), mostRequestCharacters),
            response: response && shown(response, mostResponseCharacters),
            durationMs: Math.round(performance.now() - startedAt),
          });
        try {
          const reply = await egress.request(wanted);
          note(responseText(reply));
          return reply;
        } catch (error) {
          note(error instanceof EgressProblem ? error.message : null);
          throw error;
        }
      },
    },
  };
}

function requestText({ method = 'GET', url, body }: EgressRequest): string {
  return `${method} ${url}\n\n${body === undefined ? '' : Buffer.from(body).toString('utf8')}`;
}

function responseText({ status, body }: EgressResponse): string {
  return `${status}\n${body.toString('utf8')}`;
}

/** A secret of four characters would blank out half of the text. */
const shortestSecret = 6;

function blank(text: string, secrets: string[]): string {
  let blanked = text;
  for (const secret of secrets.filter(({ length }) => length >= shortestSecret))
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]))
      blanked = blanked.replaceAll(form, '•••');
  return blanked;
}
