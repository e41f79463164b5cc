import { Alert, Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  askSponsorAgain,
  readSponsorLetters,
  type SponsorLetter,
  type SponsorLetters,
  sendSponsorLetter,
  withdrawSponsorLetter,
} from '../../../contract/program/outside/sponsor-letters.ts';
import { getPilot } from '../../../contract/program/pilots.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import { LetterForm } from './letter-form.tsx';
import { OverdueDecision } from './sponsor-letters-panel.tsx';

const changes = [readSponsorLetters];

/** The letters to the sponsor of a plan: the next one as it stands, and those that were sent with what was decided. */
export function LettersScreen() {
  const id = Number(useParams({ from: '/app/program/pilots/$id/letters' }).id);
  const answer = useEndpoint(readSponsorLetters, { params: { id } });
  const plan = useEndpoint(getPilot, { params: { id } }).data;
  const [layer, setLayer] = useState<'form' | 'send' | null>(null);
  const guard = useGuard('program.manage');
  const send = useAction(sendSponsorLetter, { changes });
  const isOpen = plan && plan.state !== 'ended';
  const data = answer.data;
  const canSend = data?.settings.state === 'ready' && data.hasMail;
  return (
    <>
      <PageHeader
        word="sponsor’s letter"
        title="Letters to the sponsor"
        parents={[
          ...programParents,
          { label: 'Plans', href: paths.pilots() },
          ...(plan ? [{ label: plan.team.name, href: paths.pilot(id) }] : []),
        ]}
        actions={
          isOpen && (
            <>
              <Button variant="default" {...guard} onClick={() => setLayer('form')}>
                Edit next letter
              </Button>
              <Button {...guard} disabled={guard.disabled || !canSend} onClick={() => setLayer('send')}>
                Send now
              </Button>
            </>
          )
        }
      >
        Each month the letter writes itself: where the plan stands, what has changed and what is at risk.
      </PageHeader>
      <Loaded answer={answer}>
        {(letters) => (
          <>
            {!letters.hasMail && <Alert color="red">No mail server is set up, so no letter can be sent.</Alert>}
            <OverdueDecision planId={id} letters={letters} />
            <Columns aside={<Recipient planId={id} letters={letters} />}>
              <Panel title="The next letter, as things stand">
                <LetterText letter={{ ...letters.next, ...letters.settings }} />
              </Panel>
              {letters.items.map((letter) => (
                <SentLetter key={letter.id} planId={id} letter={letter} />
              ))}
            </Columns>
            {layer === 'form' && <LetterForm planId={id} saved={letters} close={() => setLayer(null)} />}
            <ConfirmDanger
              title="Send this letter now?"
              confirmLabel="Send now"
              opened={layer === 'send'}
              close={() => setLayer(null)}
              run={() =>
                send.mutateAsync({ params: { id } }).then(() => {
                  showToast('The letter is on its way.');
                })
              }
            >
              <p>
                It goes to {letters.settings.person?.name ?? letters.settings.name} as it stands here and cannot be
                called back. Its link can be withdrawn. The monthly letter goes out as well.
              </p>
            </ConfirmDanger>
          </>
        )}
      </Loaded>
    </>
  );
}

function Recipient({ planId, letters: { settings } }: { planId: number; letters: SponsorLetters }) {
  const guard = useGuard('program.manage');
  const again = useAction(askSponsorAgain, { changes, done: () => showToast('The address was asked again.') });
  return (
    <Panel title="Recipient">
      {settings.state === 'none' ? (
        <p className="muted">Nobody gets the letters yet.</p>
      ) : (
        <Facts
          facts={[
            ['Name', settings.person?.name ?? settings.name],
            ['E-mail address', settings.email],
            ['State', stateWords[settings.state]],
            ['Each month', settings.isOn ? 'on' : 'off'],
            ['Next letter', settings.dueAt && <Time key="due" at={settings.dueAt} />],
          ]}
        />
      )}
      {settings.state === 'unconfirmed' && (
        <Button
          variant="default"
          {...guard}
          loading={again.isPending}
          onClick={() => again.mutate({ params: { id: planId } })}
        >
          Ask again
        </Button>
      )}
    </Panel>
  );
}

const stateWords = {
  none: '',
  unconfirmed: 'Not confirmed yet: no letter is sent',
  ready: 'Gets the letters',
  stopped: 'Wants no more letters',
};

type Text = Pick<SponsorLetter, 'subject' | 'sections' | 'note' | 'ask'>;

function LetterText({ letter: { subject, sections, note, ask } }: { letter: Text }) {
  return (
    <article>
      <h3>{subject}</h3>
      {sections.map(({ title, lines }) => (
        <section key={title}>
          <h4>{title}</h4>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ))}
      {note !== '' && (
        <section>
          <h4>In addition</h4>
          <p style={{ whiteSpace: 'pre-wrap' }}>{note}</p>
        </section>
      )}
      {ask && (
        <section>
          <h4>Your decision</h4>
          <p>{ask.question}</p>
          <ul>
            {ask.options.map((option) => (
              <li key={option}>{option}</li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function SentLetter({ planId, letter }: { planId: number; letter: SponsorLetter }) {
  const [isAsked, setAsked] = useState(false);
  const guard = useGuard('program.manage');
  const withdraw = useAction(withdrawSponsorLetter, { changes });
  const { decision, delivery, withdrawnAt, ask } = letter;
  return (
    <Panel
      title={letter.subject}
      actions={
        !withdrawnAt &&
        !decision && (
          <Button variant="default" size="compact-sm" {...guard} onClick={() => setAsked(true)}>
            Withdraw link
          </Button>
        )
      }
    >
      <Facts
        facts={[
          ['Sent', <Time key="sent" at={letter.sentAt} />],
          ['To', letter.recipientName],
          ['Delivery', deliveryText(delivery)],
          [
            'Link',
            withdrawnAt ? (
              'withdrawn'
            ) : (
              <span key="link">
                works until <Time at={letter.expiresAt} />
              </span>
            ),
          ],
          ['Asked', ask?.question],
          ['Decided', decision && `${decision.option}, by ${decision.byName}`],
          ['In their words', decision?.words],
          ['Reminded', letter.remindedAt && !decision && <Time key="reminded" at={letter.remindedAt} />],
        ]}
      />
      <details>
        <summary>Read the letter</summary>
        <LetterText letter={letter} />
      </details>
      <ConfirmDanger
        title="Withdraw this link?"
        confirmLabel="Withdraw link"
        opened={isAsked}
        close={() => setAsked(false)}
        run={() => withdraw.mutateAsync({ params: { id: planId, letterId: letter.id } })}
      >
        <p>Whoever follows it reads that it does not work. {ask && 'The decision it asks for is dropped.'}</p>
      </ConfirmDanger>
    </Panel>
  );
}

function deliveryText({ state, outcome }: SponsorLetter['delivery']): string {
  if (state === 'sent') return 'handed to the mail server';
  if (state === 'failed' || state === 'void') return `not sent: ${outcome ?? 'unknown'}`;
  return outcome ? `tried again: ${outcome}` : 'on its way';
}
