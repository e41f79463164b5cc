import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ApiProblem, type Client } from '../../../client/client.ts';
import type { OpsgenieExport } from '../../../contract/move-in/opsgenie.ts';
import { applyConfiguration, planConfiguration } from '../../../contract/platform/configuration.ts';
import { evenkeelOf } from '../../../domain/move-in/here.ts';
import { type Converted, convertOpsgenie } from '../../../domain/move-in/opsgenie/convert.ts';
import { type ExportFile, readOpsgenie } from '../../../domain/move-in/opsgenie/read.ts';
import { opsgenieThere } from '../../../domain/move-in/opsgenie/there.ts';
import { proofWeeks, prove } from '../../../domain/move-in/proof.ts';
import { type HereDocument, itemAt, knownSlugs, settled, urgenciesOf } from '../../../domain/move-in/settle.ts';
import { confirm } from '../../confirm.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printError, printJson, printLine } from '../../print.ts';
import { readOpsgenieApi } from './opsgenie-api.ts';
import { readExportFiles } from './read-export.ts';
import { printFindings, printPlan, printProof } from './report.ts';
import { readHere, serverHere } from './server-side.ts';

type Options = ConnectionOptions & {
  api?: string;
  save?: string;
  apply?: boolean;
  verify?: boolean;
  yes?: boolean;
  addOnly?: boolean;
};

const keyVariable = 'OPSGENIE_API_KEY';
const apis: Record<string, string> = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' };

export function addOpsgenie(group: Command): void {
  withServer(group.command('opsgenie').argument('[export]', 'folder or zip of the backup tool, or one JSON document'))
    .description('move in from Opsgenie; without --apply only the plan is shown')
    .option('--api <us|eu|url>', `read Opsgenie itself, with the read-only key in ${keyVariable}`)
    .option('--save <file>', 'keep what --api has read, in a file that only you can read')
    .option('--apply', 'apply the plan, then prove that the same people are paged')
    .option('--verify', 'only prove it: compare the export with what is here now')
    .option('--add-only', 'leave everything that is here already as it is')
    .option('--yes', 'apply without confirmation')
    .action(importOpsgenie);
}

async function importOpsgenie(file: string | undefined, options: Options): Promise<void> {
  if ((file === undefined) === (options.api === undefined))
    throw new CommandProblem('Name an export, or read Opsgenie itself with --api us or --api eu.', exitCodes.usage);
  const files = file === undefined ? await readLive(options.api!, options.save) : readExportFiles(file);
  const { content, errors } = readOpsgenie(files);
  if (errors.length > 0)
    throw new CommandProblem(
      errors
        .slice(0, 50)
        .map(({ file: name, field, message }) => `${name}: ${field === '' ? '' : `${field}: `}${message}`)
        .join('\n'),
      exitCodes.usage,
    );
  const client = connect(options);
  const here = await readHere(client);
  const converted = convertOpsgenie(content, knownSlugs(here), Date.now());
  if (options.verify) return verify(client, { content, converted, options });
  const document = settled(converted.document, here, options.addOnly ?? false);
  const body = { document, prune: false };
  const plan = await named(client.call(planConfiguration, { body }), document);
  const [from, to] = proofRange();
  const [there, planned] = [
    opsgenieThere(content, converted, from, to),
    evenkeelOf(converted.document, urgenciesOf(here)),
  ];
  const expected = prove(there, planned, converted.findings, from, to);
  if (!options.json) {
    printLine(summary(content));
    printFindings(converted.findings);
    printPlan(plan);
    printProof(expected, 'Opsgenie');
  }
  if (!options.apply) {
    if (options.json) printJson({ findings: converted.findings, plan, proof: expected });
    else if (plan.hasChanges) printLine('\nNothing was changed; --apply applies the plan.');
    return;
  }
  if (plan.hasChanges) {
    if (!options.yes) await confirm('Apply this? [y/N] ');
    await named(client.call(applyConfiguration, { body: { ...body, planHash: plan.planHash } }), document);
    if (!options.json) printLine('\nApplied. What is here now:');
  }
  await verify(client, { content, converted, options, plan });
}

async function readLive(api: string, save: string | undefined): Promise<ExportFile[]> {
  const key = process.env[keyVariable];
  if (!key) throw new CommandProblem(`Put the key of Opsgenie's API into ${keyVariable}.`, exitCodes.usage);
  const base = Object.hasOwn(apis, api) ? apis[api]! : api.replace(/\/+$/, '');
  if (!/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$)/.test(base))
    throw new CommandProblem('--api takes us, eu or an address that begins with https://.', exitCodes.usage);
  const { dump, skipped } = await readOpsgenieApi(base, key, (what) => printError(`Reading ${what} …`));
  for (const what of skipped) printError(`Not read: ${what}`);
  const text = JSON.stringify(dump, null, 2);
  if (save !== undefined) {
    try {
      writeFileSync(save, text, { mode: 0o600 });
    } catch (error) {
      throw new CommandProblem(`${save} cannot be written: ${(error as Error).message}.`);
    }
  }
  return [{ path: 'opsgenie.json', text }];
}

type Verification = { content: OpsgenieExport; converted: Converted; options: Options; plan?: unknown };

/** Ends with exit code 1 where a difference has no reason. */
async function verify(client: Client, { content, converted, options, plan }: Verification): Promise<void> {
  const here: HereDocument = await readHere(client);
  const slugs = new Set([...converted.schedulesOf.values()].flat());
  const [from, to] = proofRange();
  const proof = prove(
    opsgenieThere(content, converted, from, to),
    await serverHere(client, here, slugs, from, to),
    converted.findings,
    from,
    to,
  );
  if (options.json) printJson({ findings: converted.findings, ...(plan ? { plan } : {}), proof });
  else printProof(proof, 'Opsgenie');
  if (proof.unexplained > 0) process.exitCode = exitCodes.failed;
}

/** Eight weeks from the next full minute on: what was applied a moment ago is in force by then. */
function proofRange(): [number, number] {
  const from = Math.ceil((Date.now() + 1_000) / 60_000) * 60_000;
  return [from, from + proofWeeks * 7 * 86_400_000];
}

function summary({ users, teams, schedules, escalations, integrations }: OpsgenieExport): string {
  const counts = [
    [users.length, 'people'],
    [teams.length, 'teams'],
    [schedules.length, 'schedules'],
    [escalations.length, 'escalations'],
    [integrations.length, 'integrations'],
  ] as const;
  return `Opsgenie: ${counts.map(([count, word]) => `${count} ${word}`).join(', ')}.`;
}

/** Says of which thing the server speaks: the places that it names are in a document that nobody has seen. */
async function named<T>(work: Promise<T>, document: Record<string, unknown>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'invalid_input' || error.errors.length === 0) throw error;
    const faults = error.errors.map(({ path, message }) => {
      const item = itemAt(document, path);
      return `${item === null ? path : `${item} (${path})`}: ${message}`;
    });
    throw new CommandProblem(faults.join('\n'), exitCodes.usage);
  }
}
