import type { PairName } from '../core/policy.ts'
import type { Side } from '../core/value.ts'

/** What a dirty key stands for: a link, a row that belongs to none yet, or a thread. The fold builds the same texts in SQL. */
export type Key =
  | { readonly is: 'link'; readonly id: string }
  /** The comments under a linked task. */
  | { readonly is: 'thread'; readonly link: string }
  | { readonly is: 'newcomer'; readonly pair: PairName; readonly side: Side; readonly rowId: string }

export function linkKey(id: string): string {
  return `link:${id}`
}

export function newcomerKey(pair: PairName, side: Side, rowId: string): string {
  return `new:${pair}:${side}:${rowId}`
}

export function isOfNewcomer(key: string): boolean {
  return key.startsWith('new:')
}

/** Whether a text, which may come from anywhere, is one. */
export function isKey(text: string): boolean {
  return /^((link|thread):\d{1,18}|new:(accounts|deals|tasks|comments):(crm|pm):.+)$/s.test(text)
}

export function readKey(text: string): Key {
  const [kind, ...rest] = text.split(':')
  if (kind === 'link' && rest.length === 1) return { is: 'link', id: rest[0] as string }
  if (kind === 'thread' && rest.length === 1) return { is: 'thread', link: rest[0] as string }
  const [pair, side, ...rowId] = rest
  if (kind === 'new' && rowId.length > 0)
    return { is: 'newcomer', pair: pair as PairName, side: side as Side, rowId: rowId.join(':') }
  throw new Error(`"${text}" is no key.`)
}
