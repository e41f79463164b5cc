/**
 * Where traces go, by the names that OpenTelemetry gives to these settings everywhere. They are often set for everything
 * on a machine, so what cannot be used is told and never keeps Evenkeel from starting.
 */
import { readUrl } from '../url.ts';

export const tracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    help: 'Collector that traces go to, such as http://localhost:4318; none when not set',
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: { help: 'Its whole address for traces, if it does not end in /v1/traces' },
  OTEL_EXPORTER_OTLP_HEADERS: { help: 'Headers for the collector, name=value separated by commas', secret: true },
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: { help: 'Headers for traces only', secret: true },
  OTEL_EXPORTER_OTLP_PROTOCOL: { help: 'How traces are sent: http/protobuf or http/json' },
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: { help: 'The same for traces only' },
  OTEL_TRACES_EXPORTER: { help: 'otlp, or none to send no traces' },
  OTEL_TRACES_SAMPLER: { help: 'Which traces are kept: always_on, traceidratio or always_off' },
  OTEL_TRACES_SAMPLER_ARG: { help: 'The part that traceidratio keeps, from 0 to 1' },
  OTEL_SERVICE_NAME: { help: 'Name of this installation in traces; evenkeel when not set' },
  OTEL_RESOURCE_ATTRIBUTES: { help: 'What else traces say of this node, name=value separated by commas' },
  OTEL_SDK_DISABLED: { help: 'true sends no traces whatever else is set' },
} as const satisfies Record<string, { help: string; secret?: boolean }>;

export type TracingSetting = keyof typeof tracingSettings;

type Values = Partial<Record<TracingSetting, string | undefined>>;

export type TracingConfig = {
  endpoint: string;
  protocol: 'http/protobuf' | 'http/json';
  headers: Record<string, string>;
  /** Of the traces, from 0 to 1. */
  ratio: number;
  /** Attributes of this process; `service.name` among them. */
  resource: Record<string, string>;
};

/** `problems`: one sentence for each setting that cannot be used. */
export function readTracing(values: Values): {
  tracing: TracingConfig | undefined;
  problems: string[];
} {
  const problems: string[] = [];
  const off = { tracing: undefined, problems };
  const base = values.OTEL_EXPORTER_OTLP_ENDPOINT;
  const own = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (base === undefined && own === undefined) return off;
  if (values.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return off;
  const exporters = (values.OTEL_TRACES_EXPORTER ?? 'otlp').split(',').map((one) => one.trim());
  if (!exporters.includes('otlp')) {
    if (!exporters.includes('none')) problems.push('OTEL_TRACES_EXPORTER must be otlp or none; no traces are sent.');
    return off;
  }
  const protocol = protocolOf(values, problems);
  if (protocol === null) return off;
  const endpoint = own ?? `${base!.replace(/\/+$/, '')}/v1/traces`;
  const fault = faultOf(endpoint);
  if (fault !== null) {
    const name = own === undefined ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
    problems.push(`${name} ${fault}; no traces are sent.`);
    return off;
  }
  const headers: Record<string, string> = {};
  for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'] as const) {
    for (const [key, value] of pairsOf(name, values[name], problems)) {
      if (isHeader(key, value)) headers[key.toLowerCase()] = value;
      else problems.push(`${name} has an entry that no header can carry; it is left out.`);
    }
  }
  const ratio = ratioOf(values, problems);
  if (ratio === 0) return off;
  const resource = {
    'service.name': 'evenkeel',
    ...Object.fromEntries(pairsOf('OTEL_RESOURCE_ATTRIBUTES', values.OTEL_RESOURCE_ATTRIBUTES, problems)),
    ...(values.OTEL_SERVICE_NAME !== undefined && { 'service.name': values.OTEL_SERVICE_NAME }),
  };
  return { tracing: { endpoint, protocol, headers, ratio, resource }, problems };
}

/** Null for what would go to a port that speaks otherwise. */
function protocolOf(values: Values, problems: string[]): TracingConfig['protocol'] | null {
  const own = values.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL;
  const name = own === undefined ? 'OTEL_EXPORTER_OTLP_PROTOCOL' : 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL';
  const protocol = own ?? values.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf';
  if (protocol === 'http/protobuf' || protocol === 'http/json') return protocol;
  if (protocol === 'grpc') {
    problems.push(
      `${name} is grpc, which is not spoken here; no traces are sent. Set it to http/protobuf and name the collector’s port for HTTP, usually 4318.`,
    );
    return null;
  }
  problems.push(`${name} must be http/protobuf or http/json; http/protobuf is used.`);
  return 'http/protobuf';
}

function faultOf(endpoint: string): string | null {
  const url = /[\s\\]|\p{Cc}/u.test(endpoint) ? null : readUrl(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '')
    return 'must be an address that starts with https:// or http://, such as http://localhost:4318';
  if (url.username || url.password) return 'must not contain a user or password: use OTEL_EXPORTER_OTLP_HEADERS';
  return null;
}

/** `a=1,b=two%20words`. */
function pairsOf(name: string, text: string | undefined, problems: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (const entry of (text ?? '').split(',')) {
    if (entry.trim() === '') continue;
    const [, key, value] = /^\s*([^=\s]+)\s*=(.*)$/.exec(entry) ?? [];
    if (key === undefined || value === undefined)
      problems.push(`${name} has an entry that is not name=value; it is left out.`);
    else pairs.push([key, decoded(value.trim())]);
  }
  return pairs;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What frames the request is not the operator’s to say. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-type',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
]);

const isHeader = (name: string, value: string) =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value) && !ownHeaders.has(name.toLowerCase());

function ratioOf(values: Values, problems: string[]): number {
  const sampler = values.OTEL_TRACES_SAMPLER ?? 'always_on';
  switch (sampler.replace(/^parentbased_/, '')) {
    case 'always_on':
      return 1;
    case 'always_off':
      return 0;
    case 'traceidratio': {
      const text = values.OTEL_TRACES_SAMPLER_ARG ?? '1';
      const ratio = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
      if (ratio >= 0 && ratio <= 1) return ratio;
      problems.push('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1; every trace is sent.');
      return 1;
    }
    default:
      problems.push('OTEL_TRACES_SAMPLER must be always_on, traceidratio or always_off; every trace is sent.');
      return 1;
  }
}
