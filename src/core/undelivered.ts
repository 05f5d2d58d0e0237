import type { Notice } from './notice.ts'

/** What the mail server did with a mail that it did not take: it said no to it for good, or nothing of the kind. */
export type MailTrouble = 'refused' | 'not-taken'

const hour = 3600
/**
 * For how long a mail is tried, in seconds, from the first attempt. A server that refuses it for good may be wrong about that
 * for a while (a relay that is not set up yet), so it is asked for a day; one that cannot be reached for five days, as mail
 * servers themselves do (RFC 5321, 4.5.4.1).
 */
export const triedForSeconds: Readonly<Record<MailTrouble, number>> = {
  refused: 24 * hour,
  'not-taken': 5 * 24 * hour,
}

/** The mail to the admins when a mail to somebody else was given up. */
export function mailGivenUp(
  { recipient, subject, body }: { readonly recipient: string } & Notice,
  why: string,
): Notice {
  return {
    subject: `Baton could not deliver a mail to ${recipient}`,
    body: [
      `The mail server did not take a mail to ${recipient}, and it is tried no more. What it said last:`,
      `  ${why}`,
      '',
      'If the address is a wrong one, correct it at the vendor that it comes from. To have the mail tried again:',
      '  baton mail retry',
      '',
      `This is what it says, under the subject "${subject}":`,
      '',
      body,
    ].join('\n'),
  }
}
