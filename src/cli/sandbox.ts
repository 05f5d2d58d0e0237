import { connectorNames, loadSandbox } from '../engine/registry.ts'
import type { Sandbox, SandboxOptions } from '../spi/index.ts'
import { type Listening, listen } from '../web/listen.ts'
import { carryDeliveries, mountSandbox, type SandboxHooks } from '../web/mount-sandbox.ts'
import { CommandError } from './command-error.ts'

export type RunningSandbox = Listening & {
  readonly sandbox: Sandbox
  /** For BATON_HOSTS: the vendor's hosts, each rewritten to this server. */
  readonly hosts: string
  /** Sends the webhooks that wait. */
  carry(): void
}

/** A connector's sandbox on a port of the loopback address. */
export async function runSandbox(
  name: string,
  port = 0,
  hooks: SandboxHooks = {},
  options: SandboxOptions = {},
): Promise<RunningSandbox> {
  const names = await connectorNames()
  if (!names.includes(name))
    throw new CommandError('usage', `There is no connector "${name}". There are: ${names.join(', ')}.`)
  const sandbox = await loadSandbox(name, options)
  const server = await listen(mountSandbox(sandbox, hooks), port, '127.0.0.1')
  return {
    ...server,
    sandbox,
    hosts: sandbox.hosts.map(host => `${host}=${server.url}`).join(','),
    carry: () => carryDeliveries(sandbox),
  }
}
