import { readFileSync } from 'node:fs'
import { z } from 'zod'

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
})

/** A package as the lock file has it. */
export interface LockedPackage {
  readonly name: string
  readonly version: string
  /** An SPDX expression; `unknown` where it says nothing. */
  readonly licence: string
  /** It is part of what runs, and not only of what builds and tests. */
  readonly isShipped: boolean
  readonly runsAtInstall: boolean
}

/** Everything that `npm ci` installs. */
export function lockedPackages(): readonly LockedPackage[] {
  const { packages } = lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, license, dev, hasInstallScript }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: version ?? '',
      licence: license ?? 'unknown',
      isShipped: dev !== true,
      runsAtInstall: hasInstallScript === true,
    }))
}
