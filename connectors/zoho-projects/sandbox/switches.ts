import { type SwitchName, type SwitchRule, switchTable } from './switch-table.ts'

export interface Switches {
  get(name: SwitchName): string
  number(name: SwitchName): number
  on(name: SwitchName): boolean
  turn(name: string, value: string | number | boolean): void
}

export function makeSwitches(): Switches {
  const set = new Map<string, string>()
  const get = (name: SwitchName) => set.get(name) ?? switchTable[name].start
  return {
    get,
    number: name => Number(get(name)),
    on: name => get(name) === 'true',
    turn(name, value) {
      set.set(name, accepted(name, String(value)))
    },
  }
}

function accepted(name: string, value: string): string {
  const rule = Object.entries<SwitchRule>(switchTable).find(([known]) => known === name)?.[1]
  if (!rule) throw new Error(`No switch "${name}". There are: ${Object.keys(switchTable).join(', ')}`)
  if (rule.allowed === 'text') return value
  if (rule.allowed === 'number') return acceptedNumber(name, value)
  if (rule.allowed === 'zone') return acceptedZone(name, value)
  if (rule.allowed.includes(value)) return value
  throw new Error(`Switch "${name}" cannot be "${value}". It can be: ${rule.allowed.join(', ')}`)
}

function acceptedNumber(name: string, value: string): string {
  if (value !== '' && Number(value) >= 0) return value
  throw new Error(`Switch "${name}" cannot be "${value}". It can be any number from 0`)
}

/** `Intl` knows the zones, and throws at what is none. */
function acceptedZone(name: string, value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    throw new Error(`Switch "${name}" cannot be "${value}". It can be any time zone, like Pacific/Auckland`)
  }
}
