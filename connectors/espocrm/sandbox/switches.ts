/** What was not observed, what differs from site to site, and bad days that last. The first choice is how it starts. */
type Switch = { readonly oneOf: readonly string[] } | { readonly amount: number } | { readonly zone: string }

const table = {
  'time-zone': { zone: 'UTC' },
  'version-lock': { oneOf: ['on', 'off'] },
  'duplicate-check': { oneOf: ['on', 'off'] },
  'read-level': { oneOf: ['all', 'own'] },
  'create-right': { oneOf: ['yes', 'no'] },
  'edit-right': { oneOf: ['yes', 'no'] },
  'webhook-right': { oneOf: ['yes', 'no'] },
  'webhook-keys': { oneOf: ['in-lists', 'in-records', 'hidden'] },
  'webhook-headers': { oneOf: ['both', 'old'] },
  'webhook-limit': { amount: 50 },
  'max-size': { amount: 200 },
  'list-text-length': { amount: 10_000 },
  webhooks: { oneOf: ['normal', 'duplicate', 'lost', 'late', 'reversed'] },
  'webhook-late-seconds': { amount: 120 },
  'down-status': { oneOf: ['503', '502', '500'] },
  'retry-after-seconds': { amount: 30 },
  'slow-ms': { amount: 60_000 },
} as const satisfies Readonly<Record<string, Switch>>

type Table = typeof table
type SwitchName = keyof Table
type Named<Shape> = { [Name in SwitchName]: Table[Name] extends Shape ? Name : never }[SwitchName]
type ChoiceName = Named<{ readonly oneOf: readonly string[] }>

export interface Switches {
  zone(): string
  choice<Name extends ChoiceName>(name: Name): Table[Name]['oneOf'][number]
  amount(name: Named<{ readonly amount: number }>): number
  turn(name: string, value: string | number | boolean): void
}

export function makeSwitches(): Switches {
  const set = new Map<string, string>()
  const text = (name: SwitchName) => set.get(name) ?? start(table[name])
  return {
    zone: () => text('time-zone'),
    choice: <Name extends ChoiceName>(name: Name) => text(name) as Table[Name]['oneOf'][number],
    amount: name => Number(text(name)),
    turn: (name, value) => void set.set(name, accepted(name, String(value))),
  }
}

function start(one: Switch): string {
  if ('zone' in one) return one.zone
  return 'oneOf' in one ? (one.oneOf[0] ?? '') : String(one.amount)
}

function accepted(name: string, value: string): string {
  const found = Object.entries<Switch>(table).find(([known]) => known === name)?.[1]
  if (!found) throw new Error(`no switch '${name}'; there are: ${Object.keys(table).join(', ')}`)
  if ('zone' in found) return acceptedZone(name, value)
  if ('amount' in found) return acceptedAmount(name, value)
  if (found.oneOf.includes(value)) return value
  throw new Error(`switch '${name}' cannot be '${value}'; it can be: ${found.oneOf.join(', ')}`)
}

function acceptedAmount(name: string, value: string): string {
  if (value.trim() !== '' && Number(value) >= 0) return value
  throw new Error(`switch '${name}' cannot be '${value}'; it can be any number from 0`)
}

function acceptedZone(name: string, value: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value }).format()
    return value
  } catch {
    throw new Error(`switch '${name}' cannot be '${value}'; it can be any zone, e.g. Europe/Berlin`)
  }
}
