import { expect, test } from 'vitest';
import { readTracing } from './settings.ts';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };

test('nothing is traced until an endpoint is named', () => {
  expect(readTracing({ OTEL_SERVICE_NAME: 'pager', OTEL_TRACES_SAMPLER: 'always_on' })).toEqual({
    tracing: undefined,
    problems: [],
  });
});

test('the endpoint for everything gets the path of traces, the one for traces stays as it is', () => {
  expect(readTracing(endpoint).tracing?.endpoint).toBe('http://collector:4318/v1/traces');
  const own = { ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://otlp.example.org/custom?x=1' };
  expect(readTracing(own).tracing?.endpoint).toBe('https://otlp.example.org/custom?x=1');
});

test('headers are read as in a baggage header, and those for traces go before the others', () => {
  const { tracing, problems } = readTracing({
    ...endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20abc=, x-team = 7 ,',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-team=8',
  });
  expect(tracing?.headers).toEqual({ authorization: 'Bearer abc=', 'x-team': '8' });
  expect(problems).toEqual([]);
});

test('a header that cannot be sent is left out without being repeated', () => {
  const { tracing, problems } = readTracing({
    ...endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'host=evil,x-key=s3cret%0d%0aoops,noValue',
  });
  expect(tracing?.headers).toEqual({});
  expect(problems).toHaveLength(3);
  expect(problems.join()).not.toMatch(/s3cret|evil|noValue/);
});

test('the name of the service goes before the one among the attributes', () => {
  const attributes = { ...endpoint, OTEL_RESOURCE_ATTRIBUTES: 'service.name=a,deployment.environment.name=prod' };
  expect(readTracing(endpoint).tracing?.resource).toEqual({ 'service.name': 'evenkeel' });
  expect(readTracing(attributes).tracing?.resource).toEqual({
    'service.name': 'a',
    'deployment.environment.name': 'prod',
  });
  expect(readTracing({ ...attributes, OTEL_SERVICE_NAME: 'b' }).tracing?.resource['service.name']).toBe('b');
});

test.each([
  [{ OTEL_SDK_DISABLED: 'TRUE' }, 0],
  [{ OTEL_TRACES_EXPORTER: 'none' }, 0],
  [{ OTEL_TRACES_SAMPLER: 'always_off' }, 0],
  [{ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, 0],
  [{ OTEL_TRACES_EXPORTER: 'zipkin' }, 1],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 1],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 1],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://user:password@collector' }, 1],
])('%j sends nothing', (values, problems) => {
  const read = readTracing({ ...endpoint, ...values });
  expect(read.tracing).toBeUndefined();
  expect(read.problems).toHaveLength(problems);
  for (const sentence of read.problems) expect(sentence).toMatch(/^OTEL_[A-Z_]+ .*no traces are sent\..*$/);
  expect(read.problems.join()).not.toContain('password@');
});

test('spans go as Protocol Buffers unless JSON is asked for', () => {
  const protocolOf = (values: object) => readTracing({ ...endpoint, ...values }).tracing?.protocol;
  expect(protocolOf({})).toBe('http/protobuf');
  expect(protocolOf({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' })).toBe(
    'http/json',
  );
  expect(protocolOf({ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/xml' })).toBe('http/protobuf');
});

test.each([
  [{}, 1, 0],
  [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' }, 0.25, 0],
  [{ OTEL_TRACES_SAMPLER: 'traceidratio' }, 1, 0],
  [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '25%' }, 1, 1],
  [{ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, 1, 1],
])('%j keeps a part of %d', (values, ratio, problems) => {
  const read = readTracing({ ...endpoint, ...values });
  expect(read.tracing?.ratio).toBe(ratio);
  expect(read.problems).toHaveLength(problems);
});
