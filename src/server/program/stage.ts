/** The program: assess, set goals, plan, execute, iterate. It reads what all other stages have recorded. */
import { transaction } from '../platform/db/database.ts';
import { startLoop } from '../platform/loop.ts';
import { secretNames } from '../platform/settings/registry.ts';
import { loadSignedLinks } from '../platform/signed-links.ts';
import type { Certificates } from '../respond/certificates.ts';
import type { Transports } from '../respond/channels/channel.ts';
import type { Practice } from '../respond/practice.ts';
import type { Platform, Stage } from '../stage.ts';
import { assessmentHandlers } from './assessments/handlers.ts';
import { decisionHandlers } from './decisions/handlers.ts';
import { documentHandlers } from './documents/handlers.ts';
import { pictureHandlers } from './documents/pictures.ts';
import { drillHandlers } from './drills/handlers.ts';
import { injectBatch, type SendSignal, tellDueInjects } from './drills/injects.ts';
import { practiceFor } from './drills/practised/port.ts';
import { planNext } from './drills/series.ts';
import { type CallWebhook, endAbandonedStarts } from './drills/start.ts';
import { goalHandlers } from './goals/handlers.ts';
import { programHandlers } from './home/handlers.ts';
import { impactRateHandlers } from './impact-rates/handlers.ts';
import { incidentCostText } from './incident-cost/actions.ts';
import { incidentCostHandlers } from './incident-cost/handlers.ts';
import { invitationHandlers } from './invitations/handlers.ts';
import { startInvitations } from './invitations/loops.ts';
import { letterHandlers } from './letters/handlers.ts';
import { startLetters } from './letters/loops.ts';
import { pilotHandlers } from './pilots/handlers.ts';
import { watchPilot } from './pilots/watch.ts';
import { playbookHandlers } from './playbook/handlers.ts';
import { practiceHandlers } from './practice-changes/handlers.ts';
import { reviewHandlers } from './reviews/handlers.ts';
import { rollOutHandlers } from './roll-outs/handlers.ts';
import { slideHandlers } from './slides/handlers.ts';
import { tableHandlers } from './tables/handlers.ts';
import { certificatesFor } from './training/certification.ts';
import { certificationHandlers } from './training/certification-handlers.ts';
import { certifyCompleted } from './training/certify.ts';
import { trainingHandlers } from './training/handlers.ts';
import { loadSigner } from './training/signature.ts';

/** With what respond asks about certificates and drills, and communicate about the cost of an incident. */
type ProgramStage = Stage & {
  certificates: Certificates;
  practice: Practice;
  incidentCostText: typeof incidentCostText;
};

type ProgramOptions = {
  sendSignal: SendSignal;
  callWebhook: CallWebhook;
  /** With a mail connection apart from the one that pages. */
  transports: Transports;
};

export async function startProgram(
  { db, log, keyring, publicUrl, config }: Platform,
  { sendSignal, callWebhook, transports }: ProgramOptions,
): Promise<ProgramStage> {
  const signer = await loadSigner(db, keyring);
  const links = await loadSignedLinks(db, keyring, secretNames.programLinks);
  const [writingLetters, sendingLetters] = startLetters({ db, log, links, transports, publicUrl });
  const invitations = startInvitations({ db, log, links, transports, publicUrl, mailFrom: config.mailFrom });
  const hasMail = transports.mail !== undefined;
  return {
    certificates: certificatesFor(db),
    practice: practiceFor(db),
    incidentCostText,
    handlers: [
      ...programHandlers,
      ...impactRateHandlers,
      ...incidentCostHandlers,
      ...tableHandlers,
      ...assessmentHandlers,
      ...documentHandlers,
      ...pictureHandlers,
      ...goalHandlers,
      ...pilotHandlers,
      ...invitationHandlers({ db, links, hasMail, wakeMails: () => invitations.wake() }),
      ...letterHandlers({ db, links, hasMail, wakeMails: () => sendingLetters.wake() }),
      ...drillHandlers({ send: sendSignal, call: callWebhook, publicUrl }),
      ...rollOutHandlers,
      ...trainingHandlers({ signer, publicUrl }),
      ...certificationHandlers,
      ...reviewHandlers,
      ...slideHandlers,
      ...decisionHandlers,
      ...playbookHandlers,
      ...practiceHandlers,
    ],
    loops: [
      startLoop({
        name: 'drill injects',
        pauseMs: 1_000,
        log,
        work: async () => (await transaction(db, (tx) => tellDueInjects(tx, sendSignal))) === injectBatch,
      }),
      startLoop({ name: 'drill series', pauseMs: 2_000, log, work: () => planNext(db) }),
      startLoop({ name: 'drill starts', pauseMs: 5_000, log, work: () => endAbandonedStarts(db) }),
      startLoop({ name: 'pilots', pauseMs: 1_000, log, work: () => watchPilot(db) }),
      writingLetters,
      sendingLetters,
      invitations,
      startLoop({ name: 'certificates', pauseMs: 5_000, log, work: () => certifyCompleted(db) }),
    ],
  };
}
