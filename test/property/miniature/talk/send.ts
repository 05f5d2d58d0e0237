import assert from 'node:assert/strict'
import { bylineOf, signed } from '../../../../src/core/comments/copied-text.ts'
import { bylineFor } from '../../../../src/core/comments/find-copy.ts'
import { otherSide } from '../../../../src/core/value.ts'
import { forms } from './mapping.ts'
import type { Intent, Talk } from './memory.ts'
import { add, change, type Said, us } from './tool.ts'

/** What befalls one write. */
export type Fate = 'fine' | 'dies-before' | 'dies-after' | 'unanswered' | 'lost' | 'late'

export type Answer =
  /** `said`: how it reads afterwards; null where nothing was written. */
  | { readonly is: 'done'; readonly said: Said | null }
  | { readonly is: 'stale'; readonly said: null }
  | { readonly is: 'unanswered'; readonly said: null }

export class Died extends Error {}

const unanswered: Answer = { is: 'unanswered', said: null }

/** Sends one write; `original` is the other comment as the plan read it. */
export function send(talk: Talk, intent: Intent, original: Said | undefined, fate: Fate = 'fine'): Answer {
  talk.writes += 1
  if (fate === 'dies-before') throw new Died()
  if (fate === 'lost') return unanswered
  if (fate === 'late' && intent.op === 'create') {
    const come = () => void write(talk, intent, original)
    talk.tools[intent.side].arriving = [
      ...talk.tools[intent.side].arriving,
      { at: talk.clock + 30_000, come },
    ]
    return unanswered
  }
  const answer = write(talk, intent, original)
  if (fate === 'dies-after') throw new Died()
  return fate === 'fine' ? answer : unanswered
}

function write(talk: Talk, intent: Intent, original: Said | undefined): Answer {
  const tool = talk.tools[intent.side]
  if (intent.op === 'create') return { is: 'done', said: original ? create(talk, intent, original) : null }
  const said = tool.said.get(intent.id)
  if (!said) return { is: 'done', said: null }
  if (intent.version !== String(said.version)) return { is: 'stale', said: null }
  if (intent.op === 'delete') {
    tool.said.delete(said.id)
    return { is: 'done', said: null }
  }
  nothingPrivateLeaves(talk, intent, original)
  onlyCopiesAreEdited(talk, intent)
  return { is: 'done', said: change(tool, said, us, { text: shownWith(talk, intent) }) }
}

function create(talk: Talk, intent: Intent, original: Said): Said {
  const { side } = intent
  const tool = talk.tools[side]
  nothingPrivateLeaves(talk, intent, original)
  assert.equal(original.copyOf, null, 'a copy was copied back')
  const twice = [...tool.said.values()].find(one => one.copyOf === original.id)
  assert.equal(twice, undefined, `${original.id} has two copies`)
  const isOver = talk.ended.some(({ ids, gone }) => ids[otherSide(side)] === original.id && gone === side)
  assert.ok(!isOver, `the copy of ${original.id} was deleted and made again`)
  const isPrivate = talk.choices.privateOn.includes(side) || original.private
  const text = shownWith(talk, intent)
  const said = bylineOf(forms[side], text)
  assert.equal(said?.author, `Name of ${original.author}`)
  return add(tool, { text, author: us, private: isPrivate, copyOf: original.id }, talk.clock)
}

/** With its first line, where it is written on a copy. */
function shownWith({ thread }: Talk, { side, op, link, sent, saw }: Intent) {
  const text = sent.text ?? null
  if (op !== 'create' && link?.made !== side) return text
  const from = otherSide(side)
  return signed(forms[side], text, bylineFor(thread, from, saw[from]))
}

/** Law: nothing that is said in private leaves, unless the mapping carries it. */
function nothingPrivateLeaves(
  { choices }: Talk,
  { op, side, link }: Intent,
  original: Said | undefined,
): void {
  const isFromOriginal = op === 'create' || link?.made === side
  if (!original || choices.carriesPrivate || !isFromOriginal) return
  assert.equal(original.private, false, `${original.id} is private and left`)
}

/** Law: nobody's own words are changed by an edit of their copy, unless the mapping says so. */
function onlyCopiesAreEdited({ choices }: Talk, { side, link }: Intent): void {
  assert.ok(choices.edits === 'carry' || link?.made === side, 'an edit of a copy reached the comment')
}
