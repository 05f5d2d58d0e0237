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

/**
 * The settings of a connector with their defaults, or every mistake in them. One that it does not know is a mistake: it may be
 * a word mistyped, or a secret in the wrong place, and what is asked stands in the journal.
 */
export function settingsFor(
  connector: Connector,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const read = connector.settings.strict().safeParse(given)
  if (read.success) return read.data as Record<string, string>
  throw new VerbError(
    'verb/bad-input',
    `Settings of ${connector.title}: ${mistakesIn(read.error, 'settings').join('; ')}`,
  )
}

/** What is left of settings that were kept, perhaps by a version that knew others. */
export function settingsKept(
  { settings }: Connector,
  kept: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(kept).filter(([name]) => name in settings.shape))
}
