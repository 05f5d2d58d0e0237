import { z } from 'zod'
import { accountProjects, askAccountProject } from '../../store/account-projects.ts'
import { choreDue } from '../../store/chores.ts'
import { linksOfRows } from '../../store/links.ts'
import { sightingsOf } from '../../store/sightings.ts'
import type { MappingDesk } from '../deals-desk.ts'
import { accountProjectAnswer, toldAccountProject } from './account-project-asked.ts'
import { dealsInUse } from './asked-deals.ts'
import { projectForm, readForm } from './project-form.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** A project for an account, without a deal. One at a time; one after another only where somebody says so. */
export const accountsCreateProject = defineVerb({
  name: 'accounts.create-project',
  title: 'Create a project from an account',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    account: z.string().min(1).max(200),
    form: projectForm.omit({ members: true }).default({}),
    /** The account has a project that was made so already, and is to have one more. */
    another: z.boolean().default(false),
  }),
  answer: accountProjectAnswer,
  async act({ engine, tx, actor, concerns }, { mapping, account, form, another }) {
    const { desk, deals } = await dealsInUse({ engine, tx }, mapping)
    concerns({ mapping: desk.mapping.id, pair: 'accounts' })
    await mustBeKnown(desk, mapping, account)
    const { given } = await readForm(desk, deals, form, actor)
    const made = (await accountProjects(tx, desk.mapping.id, account)).find(one => one.state === 'made')
    if (made && !another) {
      const words = `The account ${account} has a project made from it already: ${made.url ?? made.project}.`
      throw new VerbError('verb/conflict', `${words} Say \`another\` to have one more.`)
    }
    const ask = { mapping: desk.mapping.id, account, given, askedBy: actor.name }
    const { request, isNew } = await askAccountProject(tx, ask)
    if (isNew) await choreDue(tx, desk.pm.connection.id, 'project', request.id)
    return toldAccountProject(request)
  },
})

async function mustBeKnown(desk: MappingDesk, name: string, account: string): Promise<void> {
  const { accounts, deals } = desk.policy.pairs
  if (!accounts || !deals?.anchor)
    throw new VerbError(
      'verb/conflict',
      `The mapping "${name}" maps no accounts, so a project has no client.`,
    )
  const { pool } = desk.engine
  const seen = await sightingsOf(pool, desk.crm.connection.id, accounts.entity.crm, [account])
  const links = await linksOfRows(pool, desk.mapping.id, [{ pair: 'accounts', side: 'crm', id: account }])
  if (seen.size > 0 || links.length > 0) return
  throw new VerbError(
    'verb/not-found',
    `The account "${account}" was not read yet, or is not there. Ask again in a minute.`,
  )
}
