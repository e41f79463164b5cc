import { paths } from '../../paths.ts';
import { programParents } from '../parents.ts';

export type DocumentKind = 'course' | 'scenario';

export const isDocumentKind = (text: string): text is DocumentKind => text === 'course' || text === 'scenario';

/** What each kind is called, and how a new one begins. */
export const documentWords = {
  course: {
    noun: 'course',
    title: 'Courses as files',
    purpose: 'Markdown under a head that holds the quiz. Edit what came with the product, or add your own.',
    parents: [...programParents, { label: 'Training', href: paths.training() }],
    parent: { label: 'Courses as files', href: paths.documents('course') },
    begins: `---
title: Our payment systems
summary: What fails, how you notice, and whom to call.
roles: [responder]
after: [on-call-responder]
minutes: 20
practice: []
sources: []
quiz:
  ask: 6
  questions:
    - id: first-look
      kind: one
      ask: Where do you look first?
      options: [The customer impact, The newest log]
      right: The customer impact
      because: The impact decides how severe it is.
    - id: who-knows
      kind: several
      ask: Who is told about double charges?
      options: [Finance, Support, Nobody]
      right: [Finance, Support]
      because: Both have to answer customers.
    - id: steps
      kind: order
      ask: Put the steps of a failover in order.
      options: [Announce it, Fail over, Verify as a customer]
      because: Whoever verifies first sees the old system.
    - id: limit
      kind: number
      ask: After how many minutes do you escalate?
      right: 15
      within: 0
      unit: minutes
      because: That is our agreement.
    - id: fifth
      kind: one
      ask: Write a question.
      options: [Right, Wrong]
      right: Right
      because: Say why.
    - id: sixth
      kind: one
      ask: Write another question.
      options: [Right, Wrong]
      right: Right
      because: Say why.
---
## Why it matters

Write here.
`,
  },
  scenario: {
    noun: 'scenario',
    title: 'Scenarios as files',
    purpose:
      'What a drill plays: the situation, and injects by the minute. Edit what came with the product, or add your own.',
    parents: [...programParents, { label: 'Drills', href: paths.drills() }],
    parent: { label: 'Scenarios as files', href: paths.documents('scenario') },
    begins: `---
title: Payments are slow
format: tabletop
difficulty: easy
severity: 2
minutes: 45
teaches: [declaring early]
injects:
  - at: 0
    tell: Support has had three calls about slow payments.
    hope: Somebody declares.
  - at: 10
    tell: The queue of the payment provider grows.
    hope: A commander, a first public update.
debrief:
  - What did we decide late?
---
## The situation

What everybody knows.

## For the facilitator

What is really wrong.
`,
  },
} satisfies Record<DocumentKind, object>;
