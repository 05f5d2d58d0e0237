import { z } from 'zod'
import type { Choice } from '../../core/decision.ts'
import { emptyWorld } from '../../core/lens.ts'
import type { FieldRule } from '../../core/policy.ts'
import type { Option } from '../../core/question.ts'
import { otherSide, type Side, type Value } from '../../core/value.ts'
import { makeDecisions, type NewDecision } from '../../store/decisions.ts'
import { retryKeys } from '../../store/failing-keys.ts'
import { holdsForAnswer, type OpenHold } from '../../store/holds.ts'
import { mappingById } from '../../store/mappings.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { policyOfMapping } from '../policies.ts'
import { answerMembers } from './membership-answer.ts'
import { numbered } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'

const side = z.enum(['crm', 'pm'])
const value = z.union([z.string().max(1_000_000), z.number(), z.boolean(), z.null(), z.array(z.string())])

/** Answers that say all by their name. */
const bare = [
  'leave',
  'retry',
  'none',
  'ignore',
  'delete',
  'restore',
  'unlink',
  'create-again',
  'add',
  'decline',
] as const
export const choices = ['take', 'set', 'pick', ...bare] as const

const answer = z.discriminatedUnion('choice', [
  z.strictObject({ choice: z.literal('take'), side }),
  z.strictObject({ choice: z.literal('set'), side, value }),
  z.strictObject({ choice: z.literal('pick'), row: z.string().min(1) }),
  z.strictObject({ choice: z.enum(bare) }),
])
type Answer = z.output<typeof answer>

/** Answers questions, many at once: each that allows this answer takes it, the others say why they do not. */
export const holdsAnswer = defineVerb({
  name: 'holds.answer',
  title: 'Answer a question',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    ids: z.array(numbered).min(1).max(1000),
    answer,
  }),
  answer: z.strictObject({
    answered: z.array(z.string()).readonly(),
    refused: z.array(z.strictObject({ id: z.string(), why: z.string() })).readonly(),
  }),
  async act(desk, { ids, answer }) {
    const holds = new Map((await holdsForAnswer(desk.tx, ids)).map(hold => [hold.id, hold]))
    const answered: string[] = []
    const refused: { id: string; why: string }[] = []
    for (const id of new Set(ids)) {
      const hold = holds.get(id)
      const why = hold ? await answerOne(desk, hold, answer) : 'It is not open any more.'
      if (why === null) answered.push(id)
      else refused.push({ id, why })
    }
    return { answered, refused }
  },
})

/** Null: the answer is taken. Otherwise why it is none to this question. */
async function answerOne(desk: VerbDesk, hold: OpenHold, given: Answer): Promise<string | null> {
  const options = hold.question?.options ?? []
  if (!options.some(option => isMeant(option, given))) return whatWouldDo(options)
  const wrong = given.choice === 'set' ? await wrongValue(desk, hold, given.side, given.value) : null
  if (wrong !== null) return wrong
  const { mappingId, key, pair } = hold
  if (given.choice === 'add' || given.choice === 'decline') {
    const why = await answerMembers(desk, hold, given.choice)
    if (why !== null) return why
  } else if (given.choice !== 'retry')
    await makeDecisions(desk.tx, mappingId, [decisionOf(hold, given, desk)])
  await retryKeys(desk.tx, mappingId, [key])
  await signalKeys(desk.tx, mappingId, [key], prio.person)
  desk.concerns({ mapping: mappingId, key, ...(pair ? { pair } : {}) })
  return null
}

function isMeant(option: Option, given: Answer): boolean {
  if (option.choice !== given.choice) return false
  if (given.choice === 'pick') return option.row === given.row
  return given.choice === 'take' || given.choice === 'set' ? option.side === given.side : true
}

function whatWouldDo(options: readonly Option[]): string {
  if (options.length === 0) return 'It closes by itself; there is nothing to answer.'
  const ways = options.map(({ choice, side, row }) => [choice, side ?? row].filter(Boolean).join(' '))
  return `This question takes another answer: ${ways.join(', ')}.`
}

function decisionOf(hold: OpenHold, given: Answer, desk: VerbDesk): NewDecision {
  const { key, field, question } = hold
  return { key, field, choice: choiceOf(given), about: question?.about ?? {}, by: desk.actor.name, of: null }
}

function choiceOf(given: Answer): Choice {
  switch (given.choice) {
    case 'take':
      return { is: 'take', side: given.side }
    case 'set':
      return { is: 'set', side: given.side, value: given.value, why: 'typed' }
    case 'pick':
      return { is: 'pick', row: given.row }
    default:
      return { is: given.choice } as Choice
  }
}

/** People and linked rows are known only to a pass; everything else is tried out before it is believed. */
async function wrongValue(
  { engine, tx }: VerbDesk,
  hold: OpenHold,
  on: Side,
  typed: Value,
): Promise<string | null> {
  const mapping = await mappingById(tx, hold.mappingId)
  const desk = { pool: tx, registry: engine.registry }
  const pair = mapping && hold.pair && (await policyOfMapping(desk, mapping)).pairs[hold.pair]
  const rule = pair?.fields.find(one => one.crm === hold.field)
  if (!rule) return 'The mapping no longer knows this field.'
  return isLookedUp(rule) ? null : untranslatable(rule, on, typed)
}

function isLookedUp({ lens }: FieldRule): boolean {
  return ['person', 'accounts', 'deals', 'tasks'].includes(lens.name)
}

function untranslatable({ lens }: FieldRule, on: Side, typed: Value): string | null {
  const across = lens.across(typed, otherSide(on), null, emptyWorld)
  return across.ok ? null : `${JSON.stringify(typed)} has no counterpart: ${across.detail}`
}
