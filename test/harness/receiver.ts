import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type ReceivedMessage = {
  /** Stays the same when a message is sent again. */
  id: string;
  /** `performance.now()` of this process. */
  atMs: number;
  type: string;
  title: string;
  mayRepeat: boolean;
  acknowledgeUrl: string | null;
  /** The code, where the message verifies a contact method. */
  code: string | null;
  /** The path it was sent to: one receiver stands for many people. */
  path: string;
};

/**
 * What the receiver does with messages: keeps and takes them, keeps and never answers, refuses with 500, or stands still
 * and answers nothing before another mode is set.
 */
export type ReceiverMode = 'take' | 'hang' | 'refuse' | 'hold';

export type Receiver = {
  url: string;
  /** The signing secret to give to contact methods; a message signed otherwise is kept in `forged`. */
  secret: string;
  /** Everything that arrived, in order: what was asked of people, whether answered or not. */
  messages: ReceivedMessage[];
  forged: number;
  setMode(mode: ReceiverMode): void;
  /** How long it takes to answer each message, in milliseconds; at once when never set. */
  setDelay(delayMs: () => number): void;
  pages(): ReceivedMessage[];
  stop(): Promise<void>;
};

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

type Body = {
  type: string;
  data: { code?: string; page?: { title: string; mayRepeat: boolean }; links?: { acknowledge?: string } };
};

/** A real HTTP receiver that verifies every message as Standard Webhooks prescribes. */
export async function startReceiver(address = '127.0.0.1'): Promise<Receiver> {
  const webhook = new Webhook(secret);
  const messages: ReceivedMessage[] = [];
  let mode: ReceiverMode = 'take';
  let delayMs = () => 0;
  let forged = 0;
  const held: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The sender died in the middle of its message: nobody was asked anything.
      return;
    }
    let body: Body;
    try {
      body = webhook.verify(Buffer.concat(chunks).toString(), request.headers as Record<string, string>) as Body;
    } catch {
      forged += 1;
      response.writeHead(401).end();
      return;
    }
    messages.push({
      id: String(request.headers['webhook-id']),
      atMs: performance.now(),
      type: body.type,
      title: body.data.page?.title ?? '',
      mayRepeat: body.data.page?.mayRepeat ?? false,
      acknowledgeUrl: body.data.links?.acknowledge ?? null,
      code: body.data.code ?? null,
      path: request.url ?? '',
    });
    if (mode === 'take' || mode === 'hold' || body.type === 'contact_method.verification') {
      const wait = delayMs();
      const answer = () => {
        if (mode === 'hold') held.push(answer);
        else response.writeHead(204).end();
      };
      if (wait === 0) answer();
      else setTimeout(answer, wait);
    } else if (mode === 'refuse') response.writeHead(500).end();
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((ready) => server.listen(0, address, ready));
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}`,
    secret,
    messages,
    get forged() {
      return forged;
    },
    setMode(next) {
      mode = next;
      for (const answer of held.splice(0)) answer();
    },
    setDelay(next) {
      delayMs = next;
    },
    pages: () => messages.filter(({ type }) => type === 'page.notification'),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
