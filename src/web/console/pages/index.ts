import type { Page } from '../page.ts'
import { holds } from './holds.ts'
import { overview } from './overview.ts'

/** Every page of the console. Routes, navigation and the tests of roles and accessibility are made from this list. */
export const pages = [overview, holds] as const satisfies readonly Page[]
