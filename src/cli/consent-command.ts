import { Command } from 'commander'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { connectionsConsent } from '../engine/verbs/connections-consent.ts'
import { operator, perform } from '../engine/verbs/verb.ts'
import { type AskOptions, tell } from './ask.ts'
import { assignment } from './ask-commands.ts'
import { CommandError } from './command-error.ts'
import type { Shell } from './shell.ts'
import { withEngine } from './with-engine.ts'

const client = z.strictObject({ clientId: z.string(), clientSecret: z.string() })

/** `baton consent`: connects what is signed in to by OAuth, in the browser; several products with one consent. */
export function consentCommand(shell: Shell): Command {
  return new Command('consent')
    .description(
      'Connect by OAuth in the browser: one consent for one or more connections at one provider. The client id and secret ' +
        'of new connections come as JSON on standard input.',
    )
    .argument('<connections...>', 'name=connector for each; only the name where there is one already')
    .option('--set <name=value...>', 'settings; each goes to the connectors that know it, e.g. dc=eu', [])
    .option('--hook-secret <secret>', 'what webhooks have to carry; made up when left out')
    .action(async (named: string[], options: AskOptions & { set: string[]; hookSecret?: string }) => {
      const given = named.some(one => one.includes('=')) ? readClient(await shell.input()) : {}
      const hookSecret = options.hookSecret === undefined ? {} : { hookSecret: options.hookSecret }
      const settings = Object.fromEntries(options.set.map(assignment))
      const { url, redirectUri, endsInSeconds } = await withEngine(shell, engine => {
        const connections = named.map(one => target(engine, one, settings))
        refuseStrangers(engine, named, settings)
        return perform(engine, connectionsConsent, operator(), { connections, ...given, ...hookSecret })
      })
      tell(shell, options, { url, redirectUri, endsInSeconds }, [
        `Open this in a browser within ${endsInSeconds / 60} minutes, while a node is running:

  ${url}
`,
        `The client in the vendor's console has to name this redirect address: ${redirectUri}`,
      ])
    })
}

function readClient(text: string): z.infer<typeof client> {
  try {
    return client.parse(JSON.parse(text))
  } catch {
    // What was piped in is secret, so it is not quoted back.
    throw new CommandError('usage', 'Standard input has to be JSON: {"clientId": "…", "clientSecret": "…"}')
  }
}

type Values = Readonly<Record<string, string>>

function target(engine: Engine, named: string, settings: Values) {
  const [name = '', connector] = named.split('=')
  if (connector === undefined) return { name }
  const known = settingNames(engine, connector)
  const own = Object.entries(settings).filter(([setting]) => known.includes(setting))
  return { name, connector, settings: Object.fromEntries(own) }
}

function settingNames({ registry }: Engine, connector: string): readonly string[] {
  return Object.keys(registry.get(connector)?.settings.shape ?? {})
}

/** A setting that no connector of the consent knows is a typing error. */
function refuseStrangers(engine: Engine, named: readonly string[], settings: Values): void {
  const known = named.flatMap(one => settingNames(engine, one.split('=')[1] ?? ''))
  const stranger = Object.keys(settings).find(setting => !known.includes(setting))
  if (stranger === undefined) return
  throw new CommandError(
    'usage',
    `No connector here has the setting "${stranger}". They have: ${[...new Set(known)].join(', ')}.`,
  )
}
