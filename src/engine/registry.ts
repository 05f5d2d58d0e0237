import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Connector, Sandbox, SandboxOptions } from '../spi/index.ts'
import { keeping } from './keeping.ts'

export type Registry = ReadonlyMap<string, Connector>

const folder = fileURLToPath(new URL('../../connectors', import.meta.url))

/** Every folder in `connectors/`, found by name and registered nowhere. */
export async function loadConnectors(): Promise<Registry> {
  const connectors = await Promise.all((await connectorNames()).map(loadConnector))
  return new Map(connectors.map(connector => [connector.name, connector]))
}

export async function connectorNames(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory() && existsSync(join(folder, entry.name, 'index.ts')))
    .map(entry => entry.name)
    .sort()
}

async function loadConnector(name: string): Promise<Connector> {
  const module: { default: Connector } = await import(pathToFileURL(join(folder, name, 'index.ts')).href)
  if (module.default.name !== name)
    throw new Error(
      `connectors/${name} calls itself "${module.default.name}"; a connector carries its folder's name.`,
    )
  return module.default
}

/** The vendor in a box that stands in a connector's folder. */
export async function loadSandbox(name: string, options: SandboxOptions = {}): Promise<Sandbox> {
  const module: { createSandbox(options: SandboxOptions): Sandbox } = await import(
    pathToFileURL(join(folder, name, 'sandbox.ts')).href
  )
  return module.createSandbox(options)
}

/** A connector by name, or an error that says which there are. What it answers can be kept. */
export function connectorOf(registry: Registry, name: string): Connector {
  const connector = registry.get(name)
  if (connector) return keeping(connector)
  throw new UnknownConnector(name, [...registry.keys()])
}

/** A connection's connector is not in this copy of Baton: its folder has gone. */
export class UnknownConnector extends Error {
  constructor(name: string, known: readonly string[]) {
    super(`There is no connector "${name}". There are: ${known.join(', ')}.`)
    this.name = 'UnknownConnector'
  }
}
