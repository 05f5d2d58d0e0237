import { readdir, readFile } from 'node:fs/promises'
import { loadMapping } from '../mapping/load.ts'

const folder = new URL('../../mappings/', import.meta.url)

/** A mapping that comes with Baton. */
export interface ShippedMapping {
  readonly name: string
  readonly title: string
  /** The connectors it is between. */
  readonly crm: string
  readonly pm: string
  readonly text: string
}

let kept: Promise<readonly ShippedMapping[]> | undefined

/** The mappings that come with Baton, by name; read once, as they change with Baton alone. */
export function shippedMappings(): Promise<readonly ShippedMapping[]> {
  kept ??= readAll()
  return kept
}

async function readAll(): Promise<ShippedMapping[]> {
  const files = (await readdir(folder)).filter(file => file.endsWith('.yaml')).sort()
  const texts = await Promise.all(files.map(file => readFile(new URL(file, folder), 'utf8')))
  return texts.flatMap((text, at) => {
    const loaded = loadMapping(text, files[at] ?? '')
    if (!loaded.ok) return []
    const { name, title, crm, pm } = loaded.mapping
    return [{ name, title, crm, pm, text }]
  })
}
