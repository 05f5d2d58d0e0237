import { type BadDays, badDays, type CallEntry, type WriteEntry } from '#spi'
import type {
  CustomField,
  Issue,
  Member,
  Named,
  Priority,
  Project,
  Relation,
  Role,
  Status,
  User,
  Version,
} from './rows.ts'
import { makeSwitches, type Switches } from './switches.ts'

export interface World {
  readonly switches: Switches
  readonly badDays: BadDays
  now(): number
  advance(seconds: number): void
  readonly users: Map<number, User>
  readonly statuses: Map<number, Status>
  readonly priorities: Map<number, Priority>
  readonly trackers: Map<number, Named>
  readonly roles: Map<number, Role>
  readonly customFields: Map<number, CustomField>
  readonly projects: Map<number, Project>
  readonly members: Map<number, Member>
  readonly issues: Map<number, Issue>
  readonly relations: Map<number, Relation>
  readonly versions: Map<number, Version>
  readonly lastIds: Map<string, number>
  readonly history: WriteEntry[]
  readonly calls: CallEntry[]
}

export function emptyWorld(machine: () => number): World {
  let ahead = 0
  return {
    switches: makeSwitches(),
    badDays: badDays(),
    now: () => machine() + ahead,
    advance(seconds) {
      if (!(seconds >= 0)) throw new Error(`The clock only moves forward, not by ${seconds} seconds`)
      ahead += seconds * 1000
    },
    users: new Map(),
    statuses: new Map(),
    priorities: new Map(),
    trackers: new Map(),
    roles: new Map(),
    customFields: new Map(),
    projects: new Map(),
    members: new Map(),
    issues: new Map(),
    relations: new Map(),
    versions: new Map(),
    lastIds: new Map(),
    history: [],
    calls: [],
  }
}

/** Whole seconds: two writes within one show the same time. */
export function stamp(world: World): string {
  return `${new Date(world.now()).toISOString().slice(0, 19)}Z`
}

/** The next id of a table; ids are never used twice, also when a row is deleted. */
export function nextId(world: World, table: string, rows: ReadonlyMap<number, unknown> = new Map()): number {
  const next = 1 + (world.lastIds.get(table) ?? Math.max(0, ...rows.keys()))
  world.lastIds.set(table, next)
  return next
}

/** The custom fields that an admin has made, as the switches say. */
export function customFieldsOf(world: World, on: CustomField['on']): readonly CustomField[] {
  const key = world.switches.get('key-field')
  const present = (field: CustomField) => {
    if (field.name === 'Baton Key') return key !== 'absent'
    return field.id > windowFields.length + 1 || world.switches.get('window-fields') === 'present'
  }
  return [...world.customFields.values()]
    .filter(field => field.on === on && present(field))
    .map(field => (field.name === 'Baton Key' ? { ...field, filter: key === 'filter' } : field))
}

export const windowFields = ['Start date', 'End date', 'Strict schedule'] as const
