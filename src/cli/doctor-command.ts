import { Command } from 'commander'
import { type Diagnosis, diagnose } from '../engine/doctor.ts'
import { withEngine } from './ask-commands.ts'
import type { Shell } from './shell.ts'

/** `baton doctor`: what is wrong, or doubtful, with the connections. Ends with an error where something is wrong. */
export function doctorCommand(shell: Shell): Command {
  return new Command('doctor')
    .description('Look at the connections: rights, fields, webhooks, clocks, and other connectors at work.')
    .argument('[connection]', 'one of them; all when left out')
    .option('--json', 'as JSON')
    .action(async (connection: string | undefined, options: { json?: true }) => {
      const found = await withEngine(shell, async engine => {
        const findings = await diagnose(engine, connection)
        await engine.sessions.close()
        return findings
      })
      if (options.json) shell.output.say(JSON.stringify(found, null, 2))
      else for (const line of found.flatMap(linesOf)) shell.output.say(line)
      const count = found.flatMap(one => one.findings).filter(finding => finding.is === 'wrong').length
      if (count > 0) throw new Error(`${count} ${count === 1 ? 'thing is' : 'things are'} wrong.`)
    })
}

function linesOf({ connection, findings }: Diagnosis): readonly string[] {
  if (findings.length === 0) return [`${connection}: nothing found.`]
  return findings.flatMap(({ is, what, advice }) => [`${connection}: ${is}: ${what}`, `    ${advice}`])
}
