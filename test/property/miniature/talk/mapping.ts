import fc from 'fast-check'
import type { Thread } from '../../../../src/core/comments/find-copy.ts'
import { richTextLens } from '../../../../src/core/lenses/rich-text.ts'
import type { PairPolicy, ThreadPolicy, Tie } from '../../../../src/core/policy.ts'
import type { Side } from '../../../../src/core/value.ts'

export const forms = { crm: 'text', pm: 'html' } as const

/** The choices of a mapping about comments, as plain data. */
export interface TalkChoices extends Pick<ThreadPolicy, 'edits' | 'whenGone' | 'privateOn'> {
  readonly create: readonly Side[]
  readonly tie: Tie
  readonly carriesPrivate: boolean
}

const side = fc.constantFrom<Side>('crm', 'pm')
const whenGone = fc.constantFrom('unlink' as const, 'delete' as const)

export const anyTalkChoices: fc.Arbitrary<TalkChoices> = fc.record({
  create: fc.uniqueArray(side, { minLength: 1 }),
  edits: fc.constantFrom('carry', 'refuse'),
  tie: fc.constantFrom<Tie[]>('hold', 'crm', 'pm', 'newest'),
  whenGone: fc.record({ original: whenGone, copy: whenGone }),
  privateOn: fc.uniqueArray(side),
  carriesPrivate: fc.boolean(),
})

export function policyOfTalk({ create, edits, tie, whenGone: gone, ...more }: TalkChoices): PairPolicy {
  const isOpen = more.carriesPrivate ? {} : { private: { is: false } }
  return {
    name: 'comments',
    entity: { crm: 'note', pm: 'comment' },
    fields: [{ crm: 'text', pm: 'text', lens: richTextLens(forms), flow: 'both', tie }],
    create,
    whenGone: { crm: 'unlink', pm: 'unlink' },
    atLink: 'hold',
    match: null,
    rules: [],
    onRefusal: 'keep',
    anchor: null,
    needsAnchor: false,
    createWhen: 'seen',
    when: null,
    project: {},
    only: { crm: isOpen, pm: isOpen },
    members: null,
    thread: { history: 'all', edits, whenGone: gone, privateOn: more.privateOn, forms },
  }
}

/** What tells copies from originals. `us`: whether each tool says who we are. */
export function threadOf({ fields }: PairPolicy, us: Thread['us']): Thread {
  const [text] = fields
  if (!text) throw new Error('Comments have a text.')
  return {
    text,
    forms,
    us,
    speaks: { crm: false, pm: false },
    tools: { crm: 'Pocket CRM', pm: 'Pocket Projects' },
  }
}
