import { z } from 'zod'
import { accountProjects } from '../../store/account-projects.ts'
import { accountProjectAnswer, toldAccountProject } from './account-project-asked.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'

/** The projects that people wanted for accounts, the newest first, and what became of each. */
export const accountsProjects = defineVerb({
  name: 'accounts.projects',
  title: 'Show the projects made from accounts',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), account: z.string().min(1).max(200).optional() }),
  answer: z.array(accountProjectAnswer),
  async act({ tx }, { mapping: name, account = null }) {
    const { id } = await mappingNamed(tx, name)
    return (await accountProjects(tx, id, account)).map(toldAccountProject)
  },
})
