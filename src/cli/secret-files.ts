import { readFileSync, statSync } from 'node:fs'

export type Variables = Readonly<Record<string, string | undefined>>

/** Settings that hold a secret may stand in a file, as containers are given them: `BATON_SECRET_FILE=/run/secrets/…`. */
const inFiles = [
  'DATABASE_URL',
  'BATON_SECRET',
  'BATON_SECRET_OTHERS',
  'BATON_SMTP_URL',
  'BATON_OIDC_CLIENT_SECRET',
] as const

/** The settings with what their files hold; what is wrong with a file is said by the setting's name. */
export function withSecretFiles(variables: Variables): {
  readonly given: Variables
  readonly mistakes: readonly string[]
} {
  // Compose files and shells say `NAME=` for what is not given.
  const given: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== ''),
  )
  const mistakes: string[] = []
  for (const name of inFiles) {
    const file = given[`${name}_FILE`]
    if (file === undefined) continue
    if (given[name] === undefined) readInto(given, mistakes, name, file)
    else mistakes.push(`${name}: is given twice, also as ${name}_FILE`)
  }
  return { given, mistakes }
}

function readInto(given: Record<string, string | undefined>, mistakes: string[], name: string, file: string) {
  try {
    const openTo = othersWhoMay(file)
    if (openTo !== null) mistakes.push(`${name}_FILE: ${file} ${openTo}; chmod 600 it`)
    given[name] = readFileSync(file, 'utf8').trim()
  } catch {
    mistakes.push(`${name}_FILE: ${file} cannot be read`)
  }
}

/** Whom a file lets in besides its owner, and a group that reads; null: nobody. */
function othersWhoMay(file: string): string | null {
  // Windows has no such bits, and what a container engine mounts has the engine's, behind the container's walls.
  if (process.platform === 'win32' || file.startsWith('/run/secrets/')) return null
  const { mode } = statSync(file)
  if ((mode & 0o007) !== 0) return 'is open to everybody on this machine'
  return (mode & 0o030) === 0 ? null : 'may be changed by its group'
}
