import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { canRunNetworks } from '../../harness/programs/containers.ts';
import { findProgram } from '../../harness/programs/find-program.ts';
import { run } from '../../harness/programs/run.ts';

const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'evenkeel');
const helm = findProgram('helm', 'EVENKEEL_TEST_HELM', [path.join(cache, 'helm', 'helm')]);
const catatonit = findProgram('catatonit', 'EVENKEEL_TEST_CATATONIT', ['/usr/libexec/podman/catatonit']);

/** Pods of Kubernetes by podman. */
export const canRunPods = canRunNetworks && helm !== null && catatonit !== null;

/**
 * What Kubernetes would make of the chart with the embedded database: the pod of its set, its volume and its key.
 * podman knows no set, and of probes and groups of volumes less than Kubernetes does.
 */
export async function podOfChart(image: string, settings: Record<string, string>, hostPort: number): Promise<string> {
  const values = [`image.repository=${image}`, 'image.tag=latest', 'image.pullPolicy=Never'];
  const given = Object.entries(settings).map(([name, value]) => `settings.${name}=${value}`);
  const words = [...values, 'secretKey.existingSecret=key', ...given].flatMap((value) => ['--set-string', value]);
  const embedded = ['--set', 'database.embedded=true'];
  const { stdout } = await run(helm!, ['template', 'evenkeel', 'charts/evenkeel', ...words, ...embedded]);
  const { spec } = parseAllDocuments(stdout)
    .map((document) => document.toJS())
    .find((object) => object?.kind === 'StatefulSet');
  const pod = spec.template.spec;
  pod.containers[0].ports[0].hostPort = hostPort;
  pod.volumes.push({ name: 'data', persistentVolumeClaim: { claimName: 'data-evenkeel-0' } });
  // podman 4.3 ends with a panic where it is left out, and writes what a secret holds as it stands there.
  pod.volumes.find((volume: { secret?: object }) => volume.secret).secret.optional = false;
  const key = { 'secret-key': Buffer.alloc(32, 7).toString('base64') };
  return [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, data: key },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data-evenkeel-0' },
      spec: spec.volumeClaimTemplates[0].spec,
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'evenkeel-0', labels: spec.template.metadata.labels },
      spec: pod,
    },
  ]
    .map((object) => stringify(object))
    .join('---\n');
}
