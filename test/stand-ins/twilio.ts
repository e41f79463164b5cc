/** Stands in for Twilio: takes messages and calls as its API documents, and calls back with signed forms. */
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type TwilioMessage = { sid: string; resource: 'Messages' | 'Calls'; form: URLSearchParams; endedBy?: string };

/** What the next requests get instead of a success; `null` for success. */
export type TwilioFault = {
  status: number;
  body?: object;
  headers?: Record<string, string>;
  hangAfterTaking?: boolean;
  /** Only for requests that have this field. */
  onlyWith?: string;
} | null;

export async function startTwilio() {
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomBytes(16).toString('hex');
  const taken: TwilioMessage[] = [];
  let fault: TwilioFault = null;
  let onTaken = (_message: TwilioMessage) => {};
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const reply = (status: number, body: object, headers: Record<string, string> = {}) =>
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
      if (request.headers.authorization !== `Basic ${basic}`)
        return reply(401, { code: 20003, message: 'Authenticate', status: 401 });
      const [, resource, sid] = /\/Accounts\/\w+\/(Messages|Calls)(?:\/(\w+))?\.json/.exec(request.url!) ?? [];
      if (request.method === 'GET')
        return reply(200, {
          messages: taken.map((each) => ({
            sid: each.sid,
            body: each.form.get('Body'),
            date_created: new Date().toUTCString(),
          })),
        });
      const form = new URLSearchParams(text);
      if (sid) {
        const call = taken.find((each) => each.sid === sid)!;
        call.endedBy = form.get('Status') ?? '';
        return reply(200, { sid, status: 'completed' });
      }
      if (fault && !fault.hangAfterTaking && (!fault.onlyWith || form.has(fault.onlyWith)))
        return reply(fault.status, fault.body ?? {}, fault.headers);
      const made = {
        sid: (resource === 'Calls' ? 'CA' : 'SM') + randomBytes(16).toString('hex'),
        form,
      } as TwilioMessage;
      made.resource = resource as TwilioMessage['resource'];
      taken.push(made);
      onTaken(made);
      if (fault?.hangAfterTaking) return request.socket.destroy();
      reply(201, { sid: made.sid, status: 'queued', error_code: null, error_message: null });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** A form signed as Twilio signs it: HMAC-SHA1 over the URL and the sorted fields. */
  function signed(url: string, fields: Record<string, string>, token = authToken) {
    const text =
      url +
      Object.keys(fields)
        .sort()
        .map((name) => name + fields[name])
        .join('');
    const headers = { 'x-twilio-signature': createHmac('sha1', token).update(text).digest('base64') };
    return { url, headers, body: new URLSearchParams(fields).toString() };
  }

  async function callBack(url: string, fields: Record<string, string>, token = authToken) {
    const { headers, body } = signed(url, fields, token);
    const type = 'application/x-www-form-urlencoded';
    const reply = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': type }, body });
    return { status: reply.status, text: await reply.text() };
  }

  return {
    settings: { accountSid, authToken, from: '+493012345', apiUrl },
    taken,
    texts: () => taken.filter(({ resource }) => resource === 'Messages'),
    calls: () => taken.filter(({ resource }) => resource === 'Calls'),
    setFault: (next: TwilioFault) => {
      fault = next;
    },
    onTaken: (next: (message: TwilioMessage) => void) => {
      onTaken = next;
    },
    signed,
    callBack,
    textStatus: ({ sid, form }: TwilioMessage, status: string, errorCode = '') =>
      callBack(form.get('StatusCallback')!, {
        MessageSid: sid,
        MessageStatus: status,
        To: form.get('To')!,
        ...(errorCode ? { ErrorCode: errorCode } : {}),
      }),
    callStatus: ({ sid, form }: TwilioMessage, status: string) =>
      callBack(form.get('StatusCallback')!, { CallSid: sid, CallStatus: status, To: form.get('To')! }),
    answeredBy: ({ sid, form }: TwilioMessage, who: string) =>
      callBack(form.get('AsyncAmdStatusCallback')!, { CallSid: sid, AnsweredBy: who }),
    /** The person presses a key while the menu is read. */
    press: ({ sid, form }: TwilioMessage, key: string) => {
      const action = /action="([^"]+)"/.exec(form.get('Twiml')!)![1]!.replaceAll('&amp;', '&');
      return callBack(action, { CallSid: sid, Digits: key, To: form.get('To')! });
    },
    /** Somebody writes to our number. */
    write: (hookUrl: string, from: string, body: string, sid = `SM${randomBytes(16).toString('hex')}`) =>
      callBack(hookUrl, { MessageSid: sid, From: from, To: '+493012345', Body: body }),
  };
}
