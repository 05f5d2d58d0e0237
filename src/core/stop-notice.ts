import type { Notice } from './notice.ts'

/** The mail to the admins when a connection no longer lets Baton in. */
export function connectionStopped(name: string, vendor: string, why: string): Notice {
  return {
    subject: `Baton stopped using "${name}"`,
    body: [
      `${vendor} no longer lets Baton in with the credentials of the connection "${name}":`,
      `  ${why}`,
      '',
      'Nothing is read or written through it until you give it new credentials:',
      `  baton connect ${name} …`,
      'If it lets the old ones in again, Baton finds out within a quarter of an hour and goes on by itself.',
      '',
      'What happens meanwhile is not lost: it is caught up with as soon as the connection works again.',
    ].join('\n'),
  }
}

/** The mail to the admins when a connection reaches another account than the one whose rows are linked. */
export function connectionElsewhere(name: string, vendor: string, why: string): Notice {
  return {
    subject: `Baton stopped using "${name}": it reaches another account`,
    body: [
      `The connection "${name}" to ${vendor} is not what it was:`,
      `  ${why}`,
      '',
      'There the same ids are other rows, so nothing is read or written through it. If it was by mistake, connect it with the account it had:',
      `  baton connect ${name} …`,
      'If you want to use the other account, too, connect that under a name of its own. If it is the same account, at another address:',
      `  baton connection same-account ${name}`,
      'When it reaches the account that it had, it goes on by itself within a quarter of an hour. What happens meanwhile is not lost.',
    ].join('\n'),
  }
}

/** The mail to the admins when a vendor gives no webhooks any more, however often it is asked. */
export function webhooksLost(name: string, vendor: string, why: string, pollSeconds: number): Notice {
  return {
    subject: `Baton gets no webhooks for "${name}"`,
    body: [
      `${vendor} does not open the webhooks of the connection "${name}":`,
      `  ${why}`,
      '',
      `Nothing is stopped and nothing is lost: changes are asked for every ${pollSeconds} seconds meanwhile, so they come a little later.`,
      'It is tried again by itself. What the account lacks for it, such as a scope or a right, says:',
      `  baton doctor ${name}`,
    ].join('\n'),
  }
}

/** The mail to the admins when it does again. */
export function webhooksBack(name: string): Notice {
  return {
    subject: `Baton gets webhooks for "${name}" again`,
    body: `The vendor of the connection "${name}" tells of changes again. What it did not tell of meanwhile is read now.`,
  }
}

/** The mail to the admins when a vendor lets a connection in again. */
export function connectionGoesOn(name: string): Notice {
  return {
    subject: `Baton uses "${name}" again`,
    body: [
      `The vendor of the connection "${name}" lets Baton in again, so it goes on.`,
      '',
      'What happened meanwhile is done now.',
    ].join('\n'),
  }
}

export interface StopReason {
  /** A missing right; a field that has gone; or more at once than it may do unasked. */
  readonly is: 'forbidden' | 'broken' | 'brake'
  readonly why: string
}

const whatToDo: Readonly<Record<StopReason['is'], (name: string) => readonly string[]>> = {
  forbidden: name => [
    'Nothing is written until it has the right. Baton tries every quarter of an hour; at once, when you say so:',
    `  baton mapping resume ${name}`,
  ],
  broken: () => [
    'Nothing is written until you have mended the mapping file and switched it on again:',
    '  baton mapping on …',
    'If what is missing comes back at the vendor, it goes on by itself within a day, or right after:',
    '  baton check',
  ],
  brake: name => [
    'Nothing is written until you have looked at it. If that is what people did, allow it, once:',
    `  baton mapping go-on ${name}`,
    'If one side cannot be read just now, mend that first; then let it go on with nothing allowed:',
    `  baton mapping resume ${name}`,
  ],
}

/** The mail to the admins when a mapping stopped. */
export function mappingStopped(name: string, { is, why }: StopReason): Notice {
  return {
    subject: `Baton stopped the mapping "${name}"`,
    body: [
      `The mapping "${name}" has stopped:`,
      `  ${why}`,
      '',
      ...whatToDo[is](name),
      '',
      'What happens meanwhile is not lost: it is done as soon as the mapping goes on.',
    ].join('\n'),
  }
}

/** The mail to the admins when what was missing is back. */
export function mappingGoesOn(name: string): Notice {
  return {
    subject: `Baton goes on with the mapping "${name}"`,
    body: [
      `What the mapping "${name}" missed is there again, so it goes on.`,
      '',
      'What happened meanwhile is done now.',
    ].join('\n'),
  }
}
