import type { Side } from '../core/value.ts'

/** What the two tools are called, and what their users call the fields; a field that has no such name keeps its own. */
export interface Tools extends Readonly<Record<Side, string>> {
  titleOf?(side: Side, entity: string, field: string): string | undefined
}

/** A field as people on its side know it. */
export function titled(tools: Tools, side: Side, entity: string, field: string): string {
  return tools.titleOf?.(side, entity, field) ?? field
}
