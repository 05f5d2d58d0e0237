import type { Sandbox } from '../../spi/index.ts'
import type { VendorRecord } from './screens/box.ts'

/** The records of one module, as the vendor shows them behind its own screen. */
export function records(sandbox: Sandbox, module: string): readonly VendorRecord[] {
  return sandbox.state()[module] ?? []
}
