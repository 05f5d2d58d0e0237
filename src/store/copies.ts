import pg from 'pg'

/** Makes an empty database beside the one a URL names, in the place of an older one of that name. */
export async function createDatabase(url: string, name: string): Promise<string> {
  await onServer(url, [`drop database if exists "${name}" with (force)`, `create database "${name}"`])
  return besides(url, name)
}

/** Makes a database that starts as another one stands now. Nobody may be connected to that one. */
export async function copyDatabase(url: string, name: string): Promise<string> {
  const source = new URL(url).pathname.slice(1)
  await onServer(besides(url, 'postgres'), [
    `drop database if exists "${name}" with (force)`,
    `create database "${name}" template "${source}"`,
  ])
  return besides(url, name)
}

function besides(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

export function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  return onServer(besides(url, 'postgres'), [`drop database if exists "${name}" with (force)`])
}
