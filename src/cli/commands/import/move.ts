/** Moving in from another tool: plan, apply and prove, whichever tool it is. */
import { ApiProblem, type Client } from '../../../client/client.ts';
import { applyConfiguration, planConfiguration } from '../../../contract/platform/configuration.ts';
import { evenkeelOf } from '../../../domain/move-in/here.ts';
import { proofWeeks, prove } from '../../../domain/move-in/proof.ts';
import { type HereDocument, itemAt, knownSlugs, settled, urgenciesOf } from '../../../domain/move-in/settle.ts';
import type { Moved, ReadExport } from '../../../domain/move-in/tools.ts';
import { confirm } from '../../confirm.ts';
import { type ConnectionOptions, connect } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printJson, printLine } from '../../print.ts';
import { printFindings, printPlan, printProof } from './report.ts';
import { readHere, serverHere } from './server-side.ts';

export type MoveOptions = ConnectionOptions & { apply?: boolean; verify?: boolean; yes?: boolean; addOnly?: boolean };

/** What the proof tries alerts of. */
export type RouteWord = 'team' | 'integration' | 'service';

export type Move = { title: string; routeWord: RouteWord; summary: string; convert: ReadExport['convert'] };

export async function moveIn(options: MoveOptions, moving: Move): Promise<void> {
  const client = connect(options);
  const here = await readHere(client);
  const moved = moving.convert(knownSlugs(here), Date.now());
  if (options.verify) return verify(client, { moving, moved, options });
  const document = settled(moved.document, here, options.addOnly ?? false);
  const body = { document, prune: false };
  const plan = await named(client.call(planConfiguration, { body }), document);
  const [from, to] = proofRange();
  const planned = evenkeelOf(moved.document, urgenciesOf(here));
  const expected = prove(moved.there(from, to), planned, moved.findings, from, to);
  if (!options.json) {
    printLine(moving.summary);
    printFindings(moved.findings);
    printPlan(plan);
    printProof(expected, moving.title, moving.routeWord);
  }
  if (!options.apply) {
    if (options.json) printJson({ findings: moved.findings, plan, proof: expected });
    else if (plan.hasChanges) printLine('\nNothing was changed; --apply applies the plan.');
    return;
  }
  if (plan.hasChanges) {
    if (!options.yes) await confirm('Apply this? [y/N] ');
    await named(client.call(applyConfiguration, { body: { ...body, planHash: plan.planHash } }), document);
    if (!options.json) printLine('\nApplied. What is here now:');
  }
  await verify(client, { moving, moved, options, plan });
}

type Verification = { moving: Move; moved: Moved; options: MoveOptions; plan?: unknown };

/** Ends with exit code 1 where a difference has no reason. */
async function verify(client: Client, { moving, moved, options, plan }: Verification): Promise<void> {
  const here: HereDocument = await readHere(client);
  const slugs = new Set([...moved.schedulesOf.values()].flat());
  const [from, to] = proofRange();
  const proof = prove(moved.there(from, to), await serverHere(client, here, slugs, from, to), moved.findings, from, to);
  if (options.json) printJson({ findings: moved.findings, ...(plan ? { plan } : {}), proof });
  else printProof(proof, moving.title, moving.routeWord);
  if (proof.unexplained > 0) process.exitCode = exitCodes.failed;
}

/** Eight weeks from the next full minute on: what was applied a moment ago is in force by then. */
function proofRange(): [number, number] {
  const from = Math.ceil((Date.now() + 1_000) / 60_000) * 60_000;
  return [from, from + proofWeeks * 7 * 86_400_000];
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
