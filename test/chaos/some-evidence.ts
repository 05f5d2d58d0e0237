import type { Deed, Evidence, Shown } from './evidence.ts'

export const shows = (title: string, more: Partial<Shown> = {}): Shown => ({
  title,
  words: '',
  due: null,
  isClosed: false,
  ...more,
})
export const deed = (by: 'person' | 'baton' | 'backup', side: 'crm' | 'pm', more: Partial<Deed>): Deed => ({
  side,
  kind: 'task',
  id: side === 'crm' ? 'c1' : 'p1',
  does: more.before ? 'edit' : 'add',
  isBatons: by === 'baton',
  isBackups: by === 'backup',
  at: 0,
  before: null,
  after: null,
  isIdle: false,
  ...more,
})
/** Somebody typed a task in the CRM, and Baton made its counterpart. */
export const typed = deed('person', 'crm', { after: shows('w1') })
export const crossed = deed('baton', 'pm', { at: 1000, after: shows('w1') })
export const calm: Evidence = {
  deeds: [typed, crossed],
  told: [],
  asked: [],
  journal: '',
  letters: [],
  arrivals: [],
  shown: new Set(['pm p1']),
  limits: [],
  clockJumps: [],
}
export const besides = (...deeds: readonly Deed[]): Evidence => ({
  ...calm,
  deeds: [...calm.deeds, ...deeds],
})
export const edited = (
  by: 'person' | 'baton' | 'backup',
  side: 'crm' | 'pm',
  from: Shown,
  to: Shown,
  at = 10_000,
) => deed(by, side, { before: from, after: to, at })
export const letter = (messageId: string, day: string) => ({
  messageId,
  to: 'bo@example.test',
  subject: 'Not carried over',
  text: `You set dueDate of "w1" in Zoho CRM to "${day}".`,
})
export const comment = (
  by: 'person' | 'baton' | 'backup',
  side: 'crm' | 'pm',
  id: string,
  words: string | null,
) =>
  deed(by, side, {
    kind: 'comment',
    id,
    does: words === null ? 'remove' : 'add',
    after: words === null ? null : shows('', { words }),
  })

export const day = '2100-01-09'
export const refused = edited('person', 'crm', shows('w1'), shows('w1', { due: day }))
export const remark = comment('person', 'crm', 'n1', 'w5')
export const told = [{ side: 'crm', id: 'n1', task: 'c1' }] as const
export const limit = { side: 'pm', of: '*', calls: 2, perMs: 1000 } as const
export const call = (at: number) => ({ side: 'pm', classes: ['*'], at }) as const
