import { readSourceSetup } from '../../../contract/detect/sources.ts';
import { api } from '../../data/api.ts';

export const testTitle = 'Test alert: can a page reach me?';

const body = {
  title: testTitle,
  description: 'Sent from the first page of Evenkeel. Acknowledge it to see the whole way work.',
  severity: 'critical',
  status: 'firing',
  labels: { evenkeel_test: 'true' },
};

/** The path of the source's own address; the same as in every sender, whatever the host is called from outside. */
async function addressOf(sourceId: number): Promise<string> {
  const { key } = await api.call(readSourceSetup, { params: { id: sourceId } });
  return `/in/${key}`;
}

/** Sends the alert as any sender would: to the source's address, with its key. */
export async function sendTestAlert(sourceId: number): Promise<void> {
  const response = await fetch(await addressOf(sourceId), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // Each attempt is an alert of its own, also while an earlier one is open.
    body: JSON.stringify({ ...body, dedup_key: `first-page-${Date.now()}` }),
  });
  if (!response.ok) throw new Error(`The source answered ${response.status}.`);
}

export function testCommand(address: string): string {
  const { description: _description, ...short } = body;
  return `curl -H 'Content-Type: application/json' ${address} \\\n  -d '${JSON.stringify({ ...short, dedup_key: 'first-page' })}'`;
}
