import { checkConsistency } from './consistency.ts'
import { explain } from './explain.ts'
import type { Places } from './places.ts'
import type { Problem } from './problems.ts'
import { inFileOrder } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import type { Mapping } from './schema.ts'
import { mappingSchema } from './schema.ts'

export type Loaded =
  | {
      readonly ok: true
      readonly mapping: Mapping
      /** Where everything stands, for the mistakes that only `bindMapping` can see. */
      readonly places: Places
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Reads the text of a mapping file. All mistakes at once, in the order of the file; never throws. */
export function loadMapping(text: string, file: string): Loaded {
  const { readable, raw, places, problems } = readYaml(text, file)
  if (!readable) return { ok: false, problems: inFileOrder(problems) }
  const parsed = mappingSchema.safeParse(raw)
  const all = [
    ...problems,
    ...(parsed.success ? [] : explain(parsed.error.issues, raw, places)),
    ...checkConsistency(raw, places),
  ]
  if (parsed.success && all.length === 0) return { ok: true, mapping: parsed.data, places }
  return { ok: false, problems: inFileOrder(all) }
}
