import { type LockedPackage, lockedPackages } from './licences.ts'

/** `npm run licences`: what is installed under which licence, first what is part of Baton when it runs. */
const told = ({ name, version }: LockedPackage) => `    ${name} ${version}`

for (const [title, isShipped] of [
  ['Part of what runs:', true],
  ['For building and testing only:', false],
] as const) {
  process.stdout.write(`${title}\n`)
  const some = lockedPackages().filter(one => one.isShipped === isShipped)
  const groups = [...Map.groupBy(some, one => one.licence)].sort(([a], [b]) => a.localeCompare(b))
  for (const [licence, packages] of groups)
    process.stdout.write(`  ${licence} (${packages.length})\n${packages.map(told).join('\n')}\n`)
}
