/** What every command of ours ends with; scripts rely on them. */
export const exitCodes = {
  ok: 0,
  /** It was tried and did not work, or a check found something wrong. */
  failed: 1,
  /** The command line or the given file is not understood. */
  usage: 2,
  /** `apply --dry-run`: the plan has changes. */
  changes: 3,
} as const;

export const exitCodesText = `
Exit codes:
  0  done
  1  failed, or a problem was found
  2  invalid command line or input file
  3  apply --dry-run: there are changes to apply
diff --exit-code: 0 nothing differs, 2 something does, 1 failed

Server and token:
  --url or EVENKEEL_URL; default http://localhost with EVENKEEL_PORT (4400)
  --token, EVENKEEL_TOKEN, EVENKEEL_TOKEN_FILE or EVENKEEL_ADMIN_TOKEN
`;

/** A refusal with an exit code of its own; the message is for the person at the terminal. */
export class CommandProblem extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.name = 'CommandProblem';
    this.exitCode = exitCode;
  }
}
