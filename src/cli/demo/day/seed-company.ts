import type { Screen } from '../screens/screen.ts'
import type { Stage } from '../stage.ts'
import type { Company, SeedTask } from './company.ts'

/** Ids at the vendors, in the order of the company's rows. */
export interface SeededCompany {
  readonly accounts: readonly string[]
  readonly clients: readonly string[]
  readonly deals: readonly string[]
}

/** How long people have been at it, in seconds: what is polled for is what changed lately, and this did not. */
export const seedSeconds = 30 * 24 * 3600

/** People type a whole company into both tools, evenly over a month that ends now. */
export async function seedCompany(company: Company, stage: Stage): Promise<SeededCompany> {
  const { crm, pm } = stage.screens
  const rows = Object.values(company).reduce((sum, list) => sum + list.length, 0)
  let left = seedSeconds
  const pass = () => {
    const seconds = Math.min(left, Math.ceil(seedSeconds / rows))
    left -= seconds
    for (const box of [stage.crm, stage.pm]) box.sandbox.advance(seconds)
  }
  const each = async <T, R>(of: readonly T[], make: (one: T) => Promise<R>): Promise<R[]> => {
    const made: R[] = []
    for (const one of of) {
      made.push(await make(one))
      pass()
    }
    return made
  }
  const accounts = await each(company.accounts, name => crm.addAccount(name))
  const clients = await each(company.clients, name => pm.addClient(name))
  const deals = await each(company.deals, async ({ name, account, isWon }) => {
    const id = await crm.addDeal({ name, account: accounts[account] ?? '' })
    if (isWon) await crm.winDeal(id)
    return id
  })
  const projects = await each(company.projects, ({ name, client }) =>
    pm.addProject({ name, client: clients[client] ?? '' }),
  )
  const task = (screen: Screen, homes: readonly string[]) => (one: SeedTask) => {
    const { of, title, due, isClosed } = one
    return screen.addTask({ in: homes[of] ?? '', title, due, ...(isClosed ? { isClosed } : {}) })
  }
  await each(company.crmTasks, task(crm, deals))
  await each(company.pmTasks, task(pm, projects))
  return { accounts, clients, deals }
}
