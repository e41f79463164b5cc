/** Stands in for Pushover: messages with their limits, receipts of emergencies, and a person who acknowledges them. */
import { randomBytes } from 'node:crypto';
import { startService } from './http-service.ts';

type Receipt = { cancelled: boolean; acknowledgedBy: string; expired: boolean; asked: number };

export async function startPushover() {
  const token = 'a'.repeat(30);
  const user = 'u'.repeat(30);
  const messages: URLSearchParams[] = [];
  const receipts = new Map<string, Receipt>();
  const service = await startService(({ path, method, query, text }) => {
    const refuse = (wrong: object, status = 400) => ({
      status,
      body: { status: 0, request: 'r1', errors: ['x'], ...wrong },
    });
    const form = new URLSearchParams(text);
    const [, id, cancel] = /^\/1\/receipts\/(\w+?)(\/cancel)?\.json$/.exec(path) ?? [];
    if ((method === 'GET' ? query : form).get('token') !== token) return refuse({ token: 'invalid' });
    if (id !== undefined) {
      const receipt = receipts.get(id);
      if (!receipt) return refuse({ receipt: 'not found' }, 404);
      if (cancel) {
        receipt.cancelled = true;
        return { body: { status: 1, request: 'r2' } };
      }
      receipt.asked += 1;
      const { acknowledgedBy, expired } = receipt;
      const isAcknowledged = acknowledgedBy === '' ? 0 : 1;
      return {
        body: { status: 1, acknowledged: isAcknowledged, acknowledged_by: acknowledgedBy, expired: expired ? 1 : 0 },
      };
    }
    if (form.get('user') !== user) return refuse({ user: 'invalid' });
    if (form.get('device') === 'lost') return refuse({ device: 'invalid for this user' });
    const fits = (name: string, most: number) => [...(form.get(name) ?? '')].length <= most;
    if (!form.get('message') || !fits('message', 1024) || !fits('title', 250) || !fits('url', 512))
      return refuse({ message: 'cannot be blank or too long' });
    const isEmergency = form.get('priority') === '2';
    if (isEmergency && !(Number(form.get('retry')) >= 30 && Number(form.get('expire')) <= 10_800))
      return refuse({ retry: 'must be supplied with priority=2' });
    messages.push(form);
    if (!isEmergency) return { body: { status: 1, request: `q${messages.length}` } };
    const receipt = randomBytes(15).toString('hex');
    receipts.set(receipt, { cancelled: false, acknowledgedBy: '', expired: false, asked: 0 });
    return { body: { status: 1, request: `q${messages.length}`, receipt } };
  });
  return { ...service, token, user, messages, receipts };
}
