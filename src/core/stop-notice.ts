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
      '',
      'What happens meanwhile is not lost: it is caught up with as soon as the connection works again.',
    ].join('\n'),
  }
}

/** The mail to the admins when a mapping stopped: a missing right, or more at once than it may do unasked. */
export function mappingStopped(name: string, why: string): Notice {
  return {
    subject: `Baton stopped the mapping "${name}"`,
    body: [
      `The mapping "${name}" has stopped:`,
      `  ${why}`,
      '',
      'Nothing is written until you have looked at it and let it go on; what happens meanwhile is not lost:',
      `  baton mapping resume ${name}`,
    ].join('\n'),
  }
}
