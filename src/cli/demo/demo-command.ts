import { Command, InvalidArgumentError, Option } from 'commander'
import type { Shell } from '../shell.ts'
import type { DemoAsk } from './demo.ts'
import { vendorPairNames } from './vendor-pairs.ts'

export function demoCommand(shell: Shell): Command {
  return new Command('demo')
    .description('A day in a company, on this machine: database, both vendors in a box, Baton between them.')
    .addOption(
      new Option('--pair <pair>', 'the two vendors, by their mapping')
        .choices(vendorPairNames)
        .default('zoho'),
    )
    .option(
      '--once',
      "judge the day by the vendors' histories, let Baton die a few times, exit 0 or 1",
      false,
    )
    .option(
      '--deaths <count>',
      'with --once: how often it dies, or "all" for every call to a vendor',
      deathsOf,
      6,
    )
    .option('--seed <number>', 'another number, another company', wholeNumber, 7)
    .action(async (ask: DemoAsk) => {
      const { demo } = await import('./demo.ts')
      await demo(shell, ask)
    })
}

function deathsOf(text: string): DemoAsk['deaths'] {
  return text === 'all' ? text : wholeNumber(text)
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.')
  return Number(text)
}
