/** From left to right: a file imports from its own room, or from a room to its left. */
export const rooms = ['core', 'spi', 'mapping', 'store', 'engine', 'web', 'cli', 'main'] as const
export type Room = (typeof rooms)[number]

/** The room of a file in `src`; null: it stands in none. */
export function roomOf(path: string): Room | null {
  const name = /^src\/([a-z]+)[/.]/.exec(path)?.[1]
  return rooms.find(room => room === name) ?? null
}

/** `connectors/zoho-crm`, for a file in it. */
export function connectorFolderOf(path: string): string | null {
  return /^connectors\/[^/]+(?=\/)/.exec(path)?.[0] ?? null
}

export function isToTheLeft(of: Room, other: Room): boolean {
  return rooms.indexOf(other) <= rooms.indexOf(of)
}
