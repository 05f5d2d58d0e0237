/** A fact that is unsure or differs from place to place, or how bad a bad day is. It starts as the first, or the one told. */
export type SwitchRule =
  | { readonly oneOf: readonly string[] }
  | { readonly amount: number }
  | { readonly words: string }
  | { readonly zone: string }

type SwitchTable = Readonly<Record<string, SwitchRule>>

type ValueOf<Rule> = Rule extends { readonly oneOf: readonly (infer Word)[] } ? Word : string

/** A switch as it stands. */
export interface SwitchState {
  readonly now: string
  /** The values there are; null where any number, text or zone will do. */
  readonly can: readonly string[] | null
}

export interface Switchboard<Table extends SwitchTable> {
  /** What a switch is set to, as text. */
  get<Name extends keyof Table>(name: Name): ValueOf<Table[Name]>
  amount(name: keyof Table): number
  on(name: keyof Table): boolean
  /** An unknown name or value is refused with the list of those there are. */
  turn(name: string, value: string | number | boolean): void
  all(): Readonly<Record<string, SwitchState>>
}

/** The switches of a sandbox. Those that are `yes` or `no`, `on` or `off` may also be turned by true and false. */
export function switchboard<const Table extends SwitchTable>(table: Table): Switchboard<Table> {
  const set = new Map<keyof Table, string>()
  const text = (name: keyof Table) => set.get(name) ?? start(table[name])
  return {
    get: <Name extends keyof Table>(name: Name) => text(name) as ValueOf<Table[Name]>,
    amount: name => Number(text(name)),
    on: name => yeses.includes(text(name)),
    turn: (name, value) => void set.set(name, accepted(table, name, value)),
    all: () => {
      const states = Object.entries(table).map(([name, rule]) => {
        const state: SwitchState = { now: text(name), can: 'oneOf' in rule ? rule.oneOf : null }
        return [name, state]
      })
      return Object.fromEntries(states)
    },
  }
}

const yeses: readonly string[] = ['yes', 'on', 'true']
const noes: readonly string[] = ['no', 'off', 'false']

function start(rule: SwitchRule | undefined): string {
  if (rule === undefined) return ''
  if ('oneOf' in rule) return rule.oneOf[0] ?? ''
  if ('amount' in rule) return String(rule.amount)
  return 'words' in rule ? rule.words : rule.zone
}

function accepted(table: SwitchTable, name: string, value: string | number | boolean): string {
  const rule = Object.hasOwn(table, name) ? table[name] : undefined
  if (!rule) throw new Error(`No switch "${name}". There are: ${Object.keys(table).join(', ')}`)
  const text = asText(rule, value)
  if (fits(rule, text)) return text
  throw new Error(`Switch "${name}" cannot be "${text}". It can be: ${allowed(rule)}`)
}

function asText(rule: SwitchRule, value: string | number | boolean): string {
  if (typeof value !== 'boolean' || !('oneOf' in rule)) return String(value)
  return rule.oneOf.find(one => (value ? yeses : noes).includes(one)) ?? String(value)
}

function fits(rule: SwitchRule, text: string): boolean {
  if ('oneOf' in rule) return rule.oneOf.includes(text)
  if ('amount' in rule) return text.trim() !== '' && Number(text) >= 0
  return 'words' in rule || isZone(text)
}

function allowed(rule: SwitchRule): string {
  if ('oneOf' in rule) return rule.oneOf.join(', ')
  return 'amount' in rule ? 'any number from 0' : 'any time zone, like Pacific/Auckland'
}

/** `Intl` knows the zones, and throws at what is none. */
function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text }).format()
    return true
  } catch {
    return false
  }
}
