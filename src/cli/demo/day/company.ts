import { type Dice, diceFrom } from '../dice.ts'
import { inventNames, legalForms, misspelt, taskTitle } from './names.ts'

/** A company that there is not: what its two tools hold before Baton comes. Rows name one another by their place. */
export interface Company {
  readonly accounts: readonly string[]
  readonly clients: readonly string[]
  readonly deals: readonly { readonly name: string; readonly account: number; readonly isWon: boolean }[]
  readonly crmTasks: readonly SeedTask[]
  /** Projects that somebody made by hand. */
  readonly projects: readonly { readonly name: string; readonly client: number }[]
  readonly pmTasks: readonly SeedTask[]
}

export interface SeedTask {
  /** Which deal, or which project. */
  readonly of: number
  readonly title: string
  readonly due: string
  readonly isClosed: boolean
}

export interface CompanySize {
  readonly accounts: number
  readonly openDeals: number
  readonly wonDeals: number
  readonly tasksPerWonDeal: number
  readonly projects: number
  /** Of each side, the tasks of won deals left out. */
  readonly tasks: number
}

export const wholeCompany: CompanySize = {
  accounts: 220,
  openDeals: 60,
  wonDeals: 16,
  tasksPerWonDeal: 6,
  projects: 20,
  tasks: 1_000,
}

/** The same story with little in the cupboards. */
export const smallCompany: CompanySize = {
  accounts: 25,
  openDeals: 4,
  wonDeals: 5,
  tasksPerWonDeal: 3,
  projects: 2,
  tasks: 20,
}

/** The account, and the open deal, that the day is about; always the first ones. */
export const hero = { account: 'Zylker Beverages', deal: 'Zylker roll-out' } as const

/** The same seed invents the same company. `today` is a calendar day. */
export function inventCompany(seed: number, size: CompanySize, today: string): Company {
  const dice = diceFrom(seed)
  const nextName = inventNames(dice)
  const accounts = [hero.account, ...times(size.accounts - 1, nextName)]
  const strangers = times(Math.ceil(size.accounts / 10), nextName)
  const clients = [...accounts.flatMap((name, at) => clientsOf(name, at, dice)), ...strangers]
  const deals = [{ name: hero.deal, account: 0, isWon: false }, ...dealsOf(accounts, size)]
  const won = deals.flatMap((deal, at) => (deal.isWon ? [at] : []))
  let number = 0
  const task = (of: number, days: number): SeedTask => ({
    of,
    title: taskTitle(dice, ++number),
    due: dayAfter(today, days),
    isClosed: false,
  })
  const some = (count: number) =>
    times(size.tasks, () => ({ ...task(dice.below(count), dice.below(60) - 30), isClosed: dice.percent(30) }))
  return {
    accounts,
    clients,
    deals,
    // What is due within the project's sixty days crosses with its deal.
    crmTasks: [
      ...won.flatMap(of => times(size.tasksPerWonDeal, () => task(of, 5 + dice.below(40)))),
      ...some(size.openDeals).map(one => ({ ...one, of: one.of + 1 })),
    ],
    projects: times(size.projects, at => ({ name: `Works ${at + 1}`, client: dice.below(clients.length) })),
    pmTasks: some(size.projects),
  }
}

/** What the project tool has of an account: the same, nothing, something like it, or the same name twice. */
function clientsOf(name: string, at: number, dice: Dice): readonly string[] {
  const chance = at === 0 ? 0 : dice.below(100)
  if (chance < 64) return [name]
  if (chance < 80) return []
  if (chance < 88) return [misspelt(name, dice)]
  return chance < 94 ? [`${name} ${dice.one(legalForms)}`] : [name, name]
}

/** Open ones first; their accounts take turns, so that won deals fall to accounts of every sort. */
function dealsOf(accounts: readonly string[], { openDeals, wonDeals }: CompanySize) {
  return times(openDeals + wonDeals, at => {
    const account = (at + 1) % accounts.length
    return { name: `${accounts[account]?.split(' ')[0]} ${at + 1}`, account, isWon: at >= openDeals }
  })
}

function times<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
