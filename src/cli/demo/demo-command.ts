import { Command, Option } from 'commander'
import type { Shell } from '../shell.ts'
import { type VendorPair, vendorPairNames } from './vendor-pairs.ts'

export function demoCommand(shell: Shell): Command {
  return new Command('demo')
    .description('The whole story on this machine: database, both vendors in a box, a deal won.')
    .addOption(
      new Option('--pair <pair>', 'the two vendors, by their mapping')
        .choices(vendorPairNames)
        .default('zoho'),
    )
    .option('--once', 'tell it again with a death at every vendor call, judge the outcome, exit 0 or 1')
    .action(async ({ once = false, pair }: { once?: boolean; pair: VendorPair }) => {
      const { demo } = await import('./demo.ts')
      await demo(shell, { once, pair })
    })
}
