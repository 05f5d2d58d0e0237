/** A fact that is unsure or differs from place to place, or how bad a bad day is. The first choice is how it starts. */
export type SwitchRule = { readonly oneOf: readonly string[] } | { readonly amount: number }

export interface Switchboard<Table extends Readonly<Record<string, SwitchRule>>> {
  /** What a switch is set to, as text. */
  get(name: keyof Table): string
  amount(name: keyof Table): number
  /** An unknown name or value is refused with the list of those there are. */
  turn(name: string, value: string | number | boolean): void
}

/** The switches of a sandbox. `yes` and `no` may also be turned by true and false. */
export function switchboard<Table extends Readonly<Record<string, SwitchRule>>>(
  table: Table,
): Switchboard<Table> {
  const set = new Map<keyof Table, string>()
  const get = (name: keyof Table) => set.get(name) ?? start(table[name])
  return {
    get,
    amount: name => Number(get(name)),
    turn: (name, value) => void set.set(name, accepted(table, name, value)),
  }
}

function start(rule: SwitchRule | undefined): string {
  if (rule === undefined) return ''
  return 'oneOf' in rule ? (rule.oneOf[0] ?? '') : String(rule.amount)
}

function accepted(
  table: Readonly<Record<string, SwitchRule>>,
  name: string,
  value: string | number | boolean,
): string {
  const rule = Object.hasOwn(table, name) ? table[name] : undefined
  if (!rule) throw new Error(`No switch "${name}". There are: ${Object.keys(table).join(', ')}`)
  const text = 'oneOf' in rule && typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  const fits = 'oneOf' in rule ? rule.oneOf.includes(text) : text.trim() !== '' && Number(text) >= 0
  if (fits) return text
  const allowed = 'oneOf' in rule ? rule.oneOf.join(', ') : 'any number from 0'
  throw new Error(`Switch "${name}" cannot be "${text}". It can be: ${allowed}`)
}
