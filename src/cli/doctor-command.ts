import { Command } from 'commander'
import { type Diagnosis, diagnose } from '../engine/doctor.ts'
import type { Engine } from '../engine/engine.ts'
import { mailFindings } from '../engine/mail-findings.ts'
import { type AskOptions, tell } from './ask.ts'
import { CommandError } from './command-error.ts'
import type { Shell } from './shell.ts'
import { withEngine } from './with-engine.ts'

/** `baton doctor`: what is wrong, or doubtful, with the connections, and with mail. Ends with an error where something is wrong. */
export function doctorCommand(shell: Shell): Command {
  return new Command('doctor')
    .description(
      'Look at the connections (rights, fields, webhooks, clocks, other connectors at work), and at mail.',
    )
    .argument('[connection]', 'one of them; all when left out')
    .action(async (connection: string | undefined, options: AskOptions) => {
      const found = await withEngine(shell, engine => everything(engine, connection))
      tell(shell, options, found, found.flatMap(linesOf))
      const count = found.flatMap(one => one.findings).filter(finding => finding.is === 'wrong').length
      if (count > 0)
        throw new CommandError('refused', `${count} ${count === 1 ? 'thing is' : 'things are'} wrong.`)
    })
}

/** Mail is no connection's, so it is looked at where all are. */
async function everything(engine: Engine, connection: string | undefined): Promise<readonly Diagnosis[]> {
  const found = await diagnose(engine, connection)
  const findings = connection === undefined ? await mailFindings(engine) : []
  return findings.length === 0 ? found : [...found, { connection: 'mail', findings }]
}

function linesOf({ connection, findings }: Diagnosis): readonly string[] {
  if (findings.length === 0) return [`${connection}: nothing found.`]
  return findings.flatMap(({ is, what, advice }) => [`${connection}: ${is}: ${what}`, `    ${advice}`])
}
