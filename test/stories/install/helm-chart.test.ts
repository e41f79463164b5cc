import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { settings } from '../../../src/server/config.ts';
import { findProgram } from '../../harness/programs/find-program.ts';
import { run } from '../../harness/programs/run.ts';

const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'evenkeel');
const helm = findProgram('helm', 'EVENKEEL_TEST_HELM', [path.join(cache, 'helm', 'helm')]);
const models = findProgram('schemas of Kubernetes objects', 'EVENKEEL_TEST_KUBERNETES_MODELS', [
  path.join(cache, 'kubernetes-models', 'node_modules'),
]);

const chart = 'charts/evenkeel';
const always = ['image.repository=registry.example/evenkeel', 'secretKey.existingSecret=key'];
const external = [...always, 'database.existingSecret=database'];
const embedded = [...always, 'database.embedded=true'];
const everything = [
  'ingress.enabled=true',
  'ingress.host=evenkeel.example',
  'ingress.tlsSecret=certificate',
  'networkPolicy.enabled=true',
  'networkPolicy.egress[0].ports[0].port=443',
  'serviceMonitor.enabled=true',
  'serviceMonitor.tokenSecret=token',
  'prometheusRule.enabled=true',
  'mailIn.domain=alerts.example.org',
  'mailIn.tlsSecret=mail-certificate',
  'settings.EVENKEEL_CANARY=off',
  'settings.OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318',
  'secretSettings[0].name=EVENKEEL_SMTP_URL',
  'secretSettings[0].secret=mail',
  'secretSettings[0].key=url',
  'secretSettings[1].name=OTEL_EXPORTER_OTLP_HEADERS',
  'secretSettings[1].secret=collector',
  'secretSettings[1].key=headers',
];

const gateway = [
  'httpRoute.enabled=true',
  'httpRoute.host=evenkeel.example',
  'httpRoute.parentRefs[0].name=public',
  'httpRoute.parentRefs[0].sectionName=https',
  'autoscaling.enabled=true',
];

// biome-ignore lint/suspicious/noExplicitAny: what Kubernetes reads, as the models below check
type KubernetesObject = any;

test('the chart has the version of the program', async () => {
  const [{ version }, about] = [
    JSON.parse(await readFile('package.json', 'utf8')),
    await readFile(`${chart}/Chart.yaml`, 'utf8'),
  ];
  expect(parse(about)).toMatchObject({ version, appVersion: version });
});

test.runIf(helm !== null)('the chart passes the strict linter of helm in both modes', async () => {
  for (const values of [external, embedded, [...external, ...everything], [...external, ...gateway]])
    expect((await run(helm!, ['lint', '--strict', chart, ...set(values)])).stdout).toContain('0 chart(s) failed');
});

test.runIf(helm !== null && models !== null)('every object of the chart is one that Kubernetes knows', async () => {
  for (const values of [external, embedded, [...external, ...everything], [...external, ...gateway]])
    for (const object of await render(values)) expect(await faultOf(object), object.kind).toBeNull();
  const [broken] = (await render(external)).filter(({ kind }) => kind === 'Deployment');
  broken.spec.replicas = 'two';
  expect(await faultOf(broken)).toContain('must be integer');
  broken.spec.replicas = 2;
  broken.spec.template.spec.containers[0].readinessProbe.httpget = {};
  expect(await faultOf(broken)).toBe(
    'spec.template.spec.containers.0.readinessProbe.httpget is no field that Kubernetes knows',
  );
});

test.runIf(helm !== null)(
  'a database of yours gets two nodes that are spread, replaced one by one and never all evicted',
  async () => {
    const objects = await render(external);
    const { spec } = only(objects, 'Deployment');
    expect(spec.replicas).toBe(2);
    expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
    expect(spec.template.spec.topologySpreadConstraints).toHaveLength(2);
    expect(only(objects, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
    expect(environmentOf(spec).EVENKEEL_DATABASE_URL).toEqual({ secretKeyRef: { name: 'database', key: 'url' } });
    expect(objects.map(({ kind }) => kind)).not.toContain('StatefulSet');
  },
);

test.runIf(helm !== null)(
  'the embedded database gets one node with a volume, and more than one is refused',
  async () => {
    const objects = await render(embedded);
    const { spec } = only(objects, 'StatefulSet');
    expect(spec.replicas).toBe(1);
    expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('10Gi');
    expect(objects.map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
    await expect(render([...embedded, 'replicas=2'])).rejects.toThrow('the embedded database allows exactly one node');
  },
);

test.runIf(helm !== null)(
  'what must be chosen is asked for in a sentence, and what is misspelt is refused',
  async () => {
    await expect(render(external.filter((value) => !value.startsWith('secretKey')))).rejects.toThrow(
      'name a secret with the key that seals secrets',
    );
    await expect(render(always)).rejects.toThrow('set existingSecret to a secret with the URL of your PostgreSQL');
    await expect(render([...external, 'database.embedded=true'])).rejects.toThrow('not both');
    await expect(render(external.slice(1))).rejects.toThrow('name the image that you built and pushed');
    await expect(render([...external, 'replica=3'])).rejects.toThrow("additional properties 'replica' not allowed");
    await expect(render([...external, 'settings.EVENKEEL_PORT=1'])).rejects.toThrow('EVENKEEL_PORT');
  },
);

test.runIf(helm !== null)(
  'the pod is restricted, gets no variables of services, and is told settings that there are',
  async () => {
    const { spec } = only(await render([...external, ...everything]), 'Deployment');
    const pod = spec.template.spec;
    expect(pod.enableServiceLinks).toBe(false);
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map(
      (name) => pod.containers[0][name].httpGet.path,
    );
    expect(probes).toEqual(['/healthz', '/healthz', '/readyz']);
    const environment = environmentOf(spec);
    expect(environment).toMatchObject({
      EVENKEEL_PUBLIC_URL: 'https://evenkeel.example',
      EVENKEEL_TRUSTED_PROXIES: '1',
      EVENKEEL_CANARY: 'off',
      EVENKEEL_SMTP_URL: { secretKeyRef: { name: 'mail', key: 'url' } },
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_EXPORTER_OTLP_HEADERS: { secretKeyRef: { name: 'collector', key: 'headers' } },
    });
    const unknown = Object.keys(environment).filter((name) => !(name.replace(/_FILE$/, '') in settings));
    expect(unknown).toEqual([]);
  },
);

test.runIf(helm !== null)('mail for sources has a service of its own, and none without a domain', async () => {
  const services = (objects: KubernetesObject[]) => objects.filter(({ kind }) => kind === 'Service');
  expect(services(await render(external))).toHaveLength(1);
  const objects = await render([...external, ...everything]);
  const mail = services(objects).find(({ metadata }) => metadata.name.endsWith('-mail'));
  expect(mail.spec).toMatchObject({ type: 'LoadBalancer', ports: [{ port: 25, targetPort: 'smtp' }] });
  const { spec } = only(objects, 'Deployment');
  expect(spec.template.spec.containers[0].ports).toContainEqual({ name: 'smtp', containerPort: 2525 });
  expect(environmentOf(spec)).toMatchObject({
    EVENKEEL_MAIL_IN_PORT: '2525',
    EVENKEEL_MAIL_IN_DOMAIN: 'alerts.example.org',
    EVENKEEL_MAIL_IN_CERTIFICATE: { secretKeyRef: { name: 'mail-certificate', key: 'tls.crt' } },
  });
});

test.runIf(helm !== null)('a route of the Gateway API takes the place of an Ingress', async () => {
  const objects = await render([...external, ...gateway]);
  const { spec } = only(objects, 'HTTPRoute');
  expect(spec.parentRefs).toEqual([{ name: 'public', sectionName: 'https' }]);
  expect(spec.hostnames).toEqual(['evenkeel.example']);
  const service = only(objects, 'Service');
  expect(spec.rules[0].backendRefs).toEqual([{ name: service.metadata.name, port: service.spec.ports[0].port }]);
  expect(spec.rules[0].timeouts, 'the live stream never ends').toEqual({ request: '0s' });
  expect(environmentOf(only(objects, 'Deployment').spec)).toMatchObject({
    EVENKEEL_PUBLIC_URL: 'https://evenkeel.example',
    EVENKEEL_TRUSTED_PROXIES: '1',
  });
  await expect(render([...external, ...gateway, ...everything])).rejects.toThrow('ingress, httpRoute: choose one');
  await expect(render([...external, 'httpRoute.enabled=true', 'httpRoute.host=evenkeel.example'])).rejects.toThrow(
    'name the Gateway',
  );
});

test.runIf(helm !== null)('nodes are added under load only with a database of yours', async () => {
  const objects = await render([...external, ...gateway]);
  const scaler = only(objects, 'HorizontalPodAutoscaler').spec;
  const deployment = only(objects, 'Deployment');
  expect(scaler).toMatchObject({ scaleTargetRef: { name: deployment.metadata.name }, minReplicas: 2, maxReplicas: 4 });
  expect(deployment.spec, 'how many there are is not set back').not.toHaveProperty('replicas');
  expect(only(objects, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  const scaled = 'autoscaling.enabled=true';
  await expect(render([...embedded, scaled])).rejects.toThrow('autoscaling: the embedded database allows exactly one');
  await expect(render([...external, scaled, 'replicas=3'])).rejects.toThrow('replicas: leave it out with autoscaling');
  await expect(render([...external, scaled, 'autoscaling.minReplicas=9'])).rejects.toThrow('more than maxReplicas');
});

test.runIf(helm !== null)(
  'the example for CloudNativePG waits for a standby with every commit, and the chart reads the secret that its operator makes',
  async () => {
    const example = 'packaging/kubernetes/cloudnative-pg.yaml';
    const cluster = parse(await readFile(example, 'utf8'));
    expect(cluster.spec.instances).toBe(3);
    expect(cluster.spec.postgresql.synchronous).toMatchObject({ method: 'any', number: 1, dataDurability: 'required' });
    const values = [`database.existingSecret=${cluster.metadata.name}-app`, 'database.key=uri'];
    for (const value of values) expect(await readFile('docs/guide/install.md', 'utf8')).toContain(`--set ${value}`);
    const { spec } = only(await render([...always, ...values]), 'Deployment');
    expect(environmentOf(spec).EVENKEEL_DATABASE_URL).toEqual({
      secretKeyRef: { name: 'evenkeel-database-app', key: 'uri' },
    });
  },
);

function set(values: string[]): string[] {
  return values.flatMap((value) => ['--set', value]);
}

async function render(values: string[]): Promise<KubernetesObject[]> {
  const { stdout } = await run(helm!, ['template', 'evenkeel', chart, ...set(values)]);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
}

function only(objects: KubernetesObject[], wanted: string): KubernetesObject {
  const [found, ...more] = objects.filter(({ kind }) => kind === wanted);
  expect(more).toEqual([]);
  return found;
}

function environmentOf(spec: KubernetesObject): Record<string, unknown> {
  const variables: { name: string; value?: string; valueFrom?: unknown }[] = spec.template.spec.containers[0].env;
  return Object.fromEntries(variables.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
}

/** What the schema of the object finds wrong: types, what is missing, and names that it does not know. */
async function faultOf(object: KubernetesObject): Promise<string | null> {
  const [group] = object.apiVersion.split('/');
  const from = modelsOfGroup[group] ?? 'kubernetes-models';
  const module = await import(path.join(models!, from, object.apiVersion, `${object.kind}.js`));
  const Model = (module.default ?? module)[object.kind];
  const asked = new Set<string>();
  try {
    Model.prototype.validate.call(watched(new Model(object), '', asked));
  } catch (error) {
    return (error as Error).message;
  }
  const unknown = pathsOf(object).find((each) => !asked.has(each));
  return unknown === undefined ? null : `${unknown} is no field that Kubernetes knows`;
}

const modelsOfGroup: Record<string, string> = {
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
};

/** The object, which keeps in `asked` what is read of it: a schema asks for every field that it knows. */
function watched<T extends object>(object: T, at: string, asked: Set<string>): T {
  return new Proxy(object, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof name !== 'string' || !Object.hasOwn(target, name)) return value;
      const place = at === '' ? name : `${at}.${name}`;
      asked.add(place);
      return typeof value === 'object' && value !== null ? watched(value, place, asked) : value;
    },
  });
}

function pathsOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = at === '' ? name : `${at}.${name}`;
    return [place, ...pathsOf(inner, place)];
  });
}
