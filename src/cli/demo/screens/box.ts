import type { RunningSandbox } from '../../sandbox.ts'
import { records } from '../vendor-state.ts'

export type VendorRecord = Readonly<Record<string, unknown>>

/** Somebody's place at the screen of a vendor in a box. What they do is announced like anything else. */
export interface Seat {
  add(module: string, fields: object): string
  edit(module: string, id: string, fields: object): void
  remove(module: string, id: string): void
  all(module: string): readonly VendorRecord[]
}

export function seatAt(box: RunningSandbox, as: string): Seat {
  const act = (does: 'add' | 'edit' | 'remove', module: string, more: object) => {
    const record = box.sandbox.person({ as, does, module, ...more })
    box.carry()
    return record
  }
  return {
    add: (module, fields) => String(act('add', module, { fields }).id),
    edit: (module, id, fields) => void act('edit', module, { id, fields }),
    remove: (module, id) => void act('remove', module, { id }),
    all: module => records(box.sandbox, module),
  }
}

/** Only what is given: whoever leaves a field alone does not empty it. */
export function given(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

export function idIn(link: unknown): string | null {
  if (typeof link === 'string' || typeof link === 'number') return String(link)
  const id = typeof link === 'object' && link !== null && 'id' in link ? link.id : null
  return id === null ? null : String(id)
}

export function textIn(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}
