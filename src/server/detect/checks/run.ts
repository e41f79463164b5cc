/** Looks at one target once. What comes back says nothing of alerts: a failed run is an observation of one node. */
import type { CheckOutcome, CheckTarget } from '../../../contract/detect/checks.ts';
import { daysLeft, isExpectedStatus } from '../../../domain/detect/check-expectation.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { type Probes, ProbeUnavailable } from '../../platform/egress/probes.ts';
import { EgressProblem, type EgressProblemCode } from '../../platform/egress/problem.ts';
import { valueAt } from '../source-types/generic/paths.ts';

export type Found = {
  outcome: CheckOutcome;
  /** One sentence without its full stop. */
  detail: string;
  durationMs: number | null;
  certificateExpiresAt: Date | null;
};

export type CheckTools = { egress: Egress; probes: Probes };

type Wanted = {
  target: CheckTarget;
  headers: Record<string, string>;
  timeoutMs: number;
  nowMs: number;
  signal: AbortSignal;
};

/** What an answer said: why it is not as expected, or null. */
type Answer = { fault: string | null; detail: string; certificateExpiresAt?: Date };

const maxBodyBytes = 256 * 1024;
const mostRedirects = 5;
const mostShown = 200;

/** Null when the run was given up because this node stops. */
export async function runTarget(tools: CheckTools, wanted: Wanted): Promise<Found | null> {
  const startedAt = performance.now();
  const spent = () => Math.round(performance.now() - startedAt);
  try {
    const { fault, detail, certificateExpiresAt = null } = await ask(tools, wanted);
    const outcome = fault === null ? 'passed' : 'failed';
    return { outcome, detail: fault ?? detail, durationMs: spent(), certificateExpiresAt };
  } catch (error) {
    if (wanted.signal.aborted) return null;
    return { ...problemOf(error), certificateExpiresAt: null };
  }
}

async function ask({ egress, probes }: CheckTools, wanted: Wanted): Promise<Answer> {
  const { target, timeoutMs, signal } = wanted;
  const within = { timeoutMs, signal };
  switch (target.kind) {
    case 'http':
      return askHttp(egress, target, wanted);
    case 'tcp':
      await probes.port({ ...target, ...within });
      return { fault: null, detail: 'The port is open' };
    case 'tls':
      return judgeCertificate(target.warnDays, wanted.nowMs, await probes.certificate({ ...target, ...within }));
    case 'dns': {
      const { name, record, server, expectedValue } = target;
      const answers = await probes.records({ name, type: record, server, ...within });
      return judgeRecords(record, expectedValue, answers);
    }
    case 'ping':
      await probes.ping({ ...target, ...within });
      return { fault: null, detail: 'It replied' };
  }
}

type HttpTarget = Extract<CheckTarget, { kind: 'http' }>;

async function askHttp(egress: Egress, target: HttpTarget, { headers, timeoutMs, signal }: Wanted): Promise<Answer> {
  const readsBody = target.expectedText !== null || target.jsonPath !== null;
  const { status, body } = await egress.request({
    url: target.url,
    method: target.method,
    headers,
    headersStay: true,
    timeoutMs,
    signal,
    ...(readsBody && { maxResponseBytes: maxBodyBytes, truncate: true }),
    maxRedirects: target.followsRedirects ? mostRedirects : 0,
  });
  const detail = `HTTP ${status}`;
  const fault = faultOfAnswer(target, status, body.toString('utf8'));
  return { detail, fault: fault && `${detail}: ${fault}` };
}

function faultOfAnswer(target: HttpTarget, status: number, body: string): string | null {
  const { expectedStatus, expectedText, jsonPath, jsonValue } = target;
  if (!isExpectedStatus(expectedStatus, status)) return `${expectedStatus} expected`;
  if (expectedText !== null && !body.includes(expectedText)) return 'the expected text is missing';
  if (jsonPath === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return 'the answer is not JSON';
  }
  const value = valueAt(json, jsonPath);
  if (value === undefined) return `nothing stands at ${jsonPath}`;
  const found = typeof value === 'string' ? value : JSON.stringify(value);
  return jsonValue === null || found === jsonValue ? null : `${jsonPath} is ${cut(found)}, expected ${cut(jsonValue)}`;
}

function judgeCertificate(
  warnDays: number,
  nowMs: number,
  { expiresAt, trouble }: { expiresAt: Date; trouble: string | null },
): Answer {
  const days = daysLeft(expiresAt.getTime(), nowMs);
  const left =
    days < 0 ? 'The certificate has expired' : `The certificate has ${days} ${days === 1 ? 'day' : 'days'} left`;
  const untrusted = trouble === null || days < 0 ? null : `The certificate is not trusted: ${trouble}`;
  const fault = untrusted ?? (days < warnDays ? left : null);
  return { fault, detail: left, certificateExpiresAt: expiresAt };
}

function judgeRecords(record: string, expected: string | null, answers: string[]): Answer {
  const told = cut(answers.join(', '));
  if (answers.length === 0) return { fault: `There is no ${record} record`, detail: '' };
  // Names are the same with a dot at the end or without, in any letter case; texts are not.
  const plain = (value: string) => (record === 'TXT' ? value : value.toLowerCase().replace(/\.$/, ''));
  const isThere = expected === null || answers.some((answer) => plain(answer) === plain(expected));
  return { fault: isThere ? null : `${cut(expected!)} is not among the answers: ${told}`, detail: told };
}

const cut = (text: string) => (text.length > mostShown ? `${text.slice(0, mostShown - 1)}…` : text);

const words: Partial<Record<EgressProblemCode, string>> = {
  dns: 'The name does not resolve',
  refused: 'The connection was refused',
  reset: 'The connection was closed',
  tls: 'No trusted encrypted connection',
  protocol: 'The answer is not HTTP',
};

function problemOf(error: unknown): Omit<Found, 'certificateExpiresAt'> {
  if (error instanceof ProbeUnavailable) {
    return { outcome: 'blocked', detail: `Not run: ${error.message}`, durationMs: null };
  }
  if (!(error instanceof EgressProblem)) throw error;
  const { code, message } = error;
  if (code === 'egress_denied' || code === 'bad_request') {
    const detail = code === 'egress_denied' ? `${message}; EVENKEEL_EGRESS_ALLOW opens exceptions` : message;
    return { outcome: 'blocked', detail: `Not run: ${detail}`, durationMs: null };
  }
  const inBrackets = words[code] && !message.startsWith(code) ? ` (${message})` : '';
  const text = words[code] ? `${words[code]}${inBrackets}` : `${message[0]!.toUpperCase()}${message.slice(1)}`;
  return { outcome: 'failed', detail: text, durationMs: null };
}
