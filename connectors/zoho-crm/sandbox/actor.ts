import type { User } from './org.ts'

/** Who changes something, and how. */
export interface Actor {
  readonly user: User
  /** `api:<client>` or `person:<name>`. */
  readonly by: string
  readonly api: boolean
  /** Whether workflows run, which `"trigger": []` prevents. */
  readonly workflows: boolean
}
