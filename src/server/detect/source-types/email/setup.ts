import type { SetupStep } from '../source.ts';

/** @param address null where the installation takes no mail by itself */
export function emailSetup(baseUrl: string, key: string, address: string | null = null): SetupStep[] {
  const pipe = `${baseUrl}/in/${key}`;
  return [
    address === null
      ? {
          title: 'By mail',
          text: 'This installation takes no mail by itself: an operator can set EVENKEEL_MAIL_IN_PORT and EVENKEEL_MAIL_IN_DOMAIN. Until then, let a mail server pipe its mail here.',
        }
      : {
          title: 'Send mail to the address',
          text: 'Keep it to yourself: whoever knows it can raise alerts. Add +name before the @ and the alert gets the label tag.',
          code: address,
        },
    ...(address === null
      ? []
      : [
          {
            title: 'cron',
            text: 'What a job prints becomes an alert.',
            language: 'shell',
            code: `MAILTO=${address}`,
          },
        ]),
    {
      title: 'From a mail server that you have',
      text: 'A line in /etc/aliases pipes mail for a name here, in Postfix, Exim and Sendmail.',
      language: 'shell',
      code: `alerts: "|curl -fsS -m 30 --retry 5 -H 'Content-Type: message/rfc822' --data-binary @- ${pipe}"`,
    },
    {
      title: 'What opens and what resolves',
      text: 'One subject is one alert. States such as RESOLVED, OK or RECOVERY in it resolve the alert of the same subject; under Settings other texts can. Bounces, automatic replies and replies of people open nothing.',
    },
  ];
}
