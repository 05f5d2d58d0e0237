import { type Switchboard, switchboard } from '#spi'
import { switchTable } from './switch-table.ts'

export type Switches = Switchboard<typeof switchTable>

export function makeSwitches(): Switches {
  return switchboard(switchTable)
}
