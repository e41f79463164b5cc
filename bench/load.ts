/** The load generator: `wrk` where it is installed, else a child process of our own. Keep-alive, bounded in flight. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type LoadOptions = {
  url: string;
  bodies: string[];
  connections: number;
  seconds: number;
  /** Requests per second; as many as are answered when left out. */
  rate?: number;
};

export type LoadResult = {
  /** Answered with success. */
  accepted: number;
  /** Answered otherwise, or not at all. */
  refused: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
};

const wrk = ['/usr/bin/wrk', '/usr/local/bin/wrk', '/opt/homebrew/bin/wrk'].find((place) => existsSync(place));
const ownGenerator = fileURLToPath(new URL('load-generator.ts', import.meta.url));

export const generatorName = wrk ? 'wrk' : 'own generator (install wrk for one that costs less CPU)';

/** Sends POST requests for a while and returns how they went. wrk knows no rate, so a bounded one is sent by our own. */
export async function sendLoad(options: LoadOptions): Promise<LoadResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-load-'));
  try {
    if (wrk && options.rate === undefined) return await withWrk(wrk, folder, options);
    const file = path.join(folder, 'load.json');
    await writeFile(file, JSON.stringify(options));
    return JSON.parse(await outputOf(process.execPath, ['--import', 'tsx', ownGenerator, file])) as LoadResult;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Requests are formatted once, before the clock starts. */
const script = `
local requests, place = {}, 0
init = function(args)
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, line)
  end
end
request = function()
  place = place % #requests + 1
  return requests[place]
end
done = function(summary, latency)
  local errors = summary.errors
  local refused = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('RESULT {"requests":%d,"refused":%d,"micros":%d,"p50":%d,"p99":%d}\\n',
    summary.requests, refused, summary.duration, latency:percentile(50), latency:percentile(99)))
end
`;

async function withWrk(program: string, folder: string, options: LoadOptions): Promise<LoadResult> {
  const [scriptFile, bodiesFile] = [path.join(folder, 'load.lua'), path.join(folder, 'bodies')];
  await writeFile(scriptFile, script);
  await writeFile(bodiesFile, `${options.bodies.join('\n')}\n`);
  const { connections, seconds, url } = options;
  const args = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '-s',
    scriptFile,
    url,
    '--',
    bodiesFile,
  ];
  const output = await outputOf(program, args);
  const found = /RESULT (\{.*\})/.exec(output);
  if (!found) throw new Error(`wrk said: ${output}`);
  const result = JSON.parse(found[1]!) as Record<'requests' | 'refused' | 'micros' | 'p50' | 'p99', number>;
  return {
    accepted: result.requests - result.refused,
    refused: result.refused,
    seconds: result.micros / 1e6,
    p50Ms: result.p50 / 1e3,
    p99Ms: result.p99 / 1e3,
  };
}

function outputOf(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${program} ended with ${code}`))));
  });
}
