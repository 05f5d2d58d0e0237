import { z } from 'zod'
import { dealsById } from '../../store/deals.ts'
import { dealsAsk, toldDeal } from '../deals-desk.ts'
import { projectPreview } from '../project-preview.ts'
import { dealsInUse } from './asked-deals.ts'
import { formField, mayGive, projectForm, readForm } from './project-form.ts'
import { readUnseen, throwIfUnseen } from './read-unseen.ts'
import { value } from './shapes.ts'
import { toldDealAnswer } from './told-deal.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

const givenField = z.strictObject({
  field: z.string(),
  title: z.string(),
  value,
  /** What the record is called that the value names. */
  name: z.string().exactOptional(),
})
const members = z.strictObject({
  people: z.array(z.string()).readonly(),
  agreed: z.boolean(),
  strangers: z.array(z.string()).readonly(),
})
const preview = z.union([
  z.strictObject({ is: z.enum(['wait', 'hold']), why: z.string() }),
  z.strictObject({ is: z.literal('left-out') }),
  z.strictObject({
    is: z.literal('create'),
    fields: z.array(givenField).readonly(),
    members: members.nullable(),
  }),
])

/** What `deals.create-project` would write, without writing it. */
export const dealsPreviewProject = defineVerb({
  name: 'deals.preview-project',
  title: 'See what a new project would be given',
  roles: ['admin', 'sales'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), deal: z.string().min(1), form: projectForm.default({}) }),
  answer: toldDealAnswer.extend({
    preview,
    /** What may be given for the project, and whether people may be added to it. */
    form: z.array(formField),
    addsMembers: z.enum(['no', 'ask', 'yes']),
  }),
  async ahead(engine, ask) {
    await readUnseen(engine, { mapping: ask.mapping, pair: 'deals', side: 'crm', ids: [ask.deal] })
    return ask
  },
  async act({ engine, tx, actor }, { mapping, deal, form }) {
    const { desk, deals } = await dealsInUse({ engine, tx }, mapping)
    await throwIfUnseen(tx, { desk, pair: deals }, 'crm', deal)
    const [record] = await dealsById(tx, dealsAsk(desk, deals), [deal])
    if (!record?.fields) throw new VerbError('verb/conflict', `The deal "${deal}" has its project already.`)
    const today = new Date().toISOString().slice(0, 10)
    const given = await readForm(desk, deals, form, actor)
    const row = { id: deal, fields: record.fields }
    const preview = await projectPreview(desk, deals, row, given, today)
    const addsMembers = deals.members?.add ?? 'no'
    return { ...toldDeal(deals, record), preview, form: mayGive(desk, deals), addsMembers }
  },
})
