import type { Connector } from '../../spi/index.ts'
import type { Engine } from '../engine.ts'
import { mistakesIn } from '../mistakes.ts'
import { VerbError } from './verb-error.ts'

export function connectorNamed({ registry }: Pick<Engine, 'registry'>, name: string): Connector {
  const connector = registry.get(name)
  if (connector) return connector
  const known = [...registry.keys()].join(', ')
  throw new VerbError('verb/not-found', `There is no connector "${name}". There are: ${known}.`)
}

/** The settings of a connector with their defaults, or every mistake in them. */
export function settingsFor(
  connector: Connector,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const read = connector.settings.safeParse(given)
  if (read.success) return read.data as Record<string, string>
  throw new VerbError(
    'verb/bad-input',
    `Settings of ${connector.title}: ${mistakesIn(read.error, 'settings').join('; ')}`,
  )
}
