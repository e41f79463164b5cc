/** Real reverse proxies, configured by the recipes of the guide as they stand there. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import { findProgram } from './find-program.ts';
import { startProgram } from './program.ts';

export type ProxyKind = {
  name: string;
  program: string | null;
  /** The language of the recipe's block in the guide. */
  language: string;
  /** What the guide says to write instead for a path. */
  below: [from: string, to: string];
  /** The recipe without encryption, on this port, where it needs more around it than the guide shows. */
  fit(recipe: string, port: number, folder: string): string;
  args(file: string, folder: string): string[];
};

export const proxyKinds: ProxyKind[] = [
  {
    name: 'nginx',
    program: findProgram('nginx', 'EVENKEEL_TEST_NGINX', ['/usr/sbin/nginx']),
    language: 'nginx',
    below: ['location / {', 'location /evenkeel/ {'],
    fit: (recipe, port, folder) => {
      const plain = recipe.replace('listen 443 ssl;', `listen 127.0.0.1:${port};`).replaceAll(/^ *ssl_.*\n/gm, '');
      const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (each) => `${each}_temp_path ${folder}/${each};`,
      );
      const user = process.getuid?.() === 0 ? 'user root;' : '';
      return `${user} pid ${folder}/pid; error_log stderr;
        events {} http { access_log off; ${places.join(' ')} ${plain} }`;
    },
    args: (file, folder) => ['-p', folder, '-c', file, '-g', 'daemon off;'],
  },
  {
    name: 'Caddy',
    program: findProgram('Caddy', 'EVENKEEL_TEST_CADDY', ['/usr/bin/caddy']),
    language: 'caddy',
    below: ['handle /* {', 'handle /evenkeel* {'],
    fit: (recipe, port) =>
      `{\n  admin off\n  auto_https off\n}\n${recipe.replace('ops.example.org {', `http://127.0.0.1:${port} {`)}`,
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
  },
  {
    name: 'HAProxy',
    program: findProgram('HAProxy', 'EVENKEEL_TEST_HAPROXY', ['/usr/sbin/haproxy']),
    language: 'haproxy',
    below: ['path_beg /', 'path_beg /evenkeel'],
    fit: (recipe, port) => recipe.replace(/bind :443 ssl .*/, `bind 127.0.0.1:${port}`),
    args: (file) => ['-db', '-f', file],
  },
];

/** Runs a proxy on `port` in front of the server at `target` until the test ends. */
export async function startProxy(kind: ProxyKind, { port, target, path: prefix }: StartProxyOptions): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-proxy-'));
  const file = path.join(folder, 'proxy.conf');
  const recipe = recipeOf(kind.language).replaceAll('127.0.0.1:4400', new URL(target).host);
  const placed = prefix === '' ? recipe : recipe.replace(...kind.below);
  if (prefix !== '' && placed === recipe) throw new Error(`The recipe of ${kind.name} does not say ${kind.below[0]}`);
  await writeFile(file, kind.fit(placed, port, folder));
  const environment = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const program = await startProgram(kind.program!, kind.args(file, folder), { cwd: folder, env: environment });
  onTestFinished(async () => {
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await eventually(async () => {
    if (program.hasEnded()) throw new Error(`${kind.name} ended: ${program.output()}`);
    return (await fetch(`http://127.0.0.1:${port}${prefix}/healthz`)).ok;
  }, 20_000).catch((error: Error) => {
    throw new Error(`${error.message}\n${program.output()}`);
  });
}

export type StartProxyOptions = { port: number; target: string; path: string };

function recipeOf(language: string): string {
  const guide = readFileSync('docs/guide/proxy.md', 'utf8');
  const block = guide.split(`\`\`\`${language}\n`)[1]?.split('```')[0];
  if (block === undefined) throw new Error(`docs/guide/proxy.md has no recipe in ${language}.`);
  return block;
}
