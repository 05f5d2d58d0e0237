import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { seedLens } from '../../src/core/lenses/seed.ts'
import { textLens } from '../../src/core/lenses/text.ts'

const seed = seedLens(textLens({ pm: 5 }))

describe('a seed', () => {
  test('never empties the other side', () => {
    expect(seed.across(null, 'pm', 'Acme', emptyWorld)).toMatchObject({ ok: false })
  })

  test('is no longer than the other side takes', () => {
    expect(seed.across('Acme Inc.', 'pm', null, emptyWorld)).toMatchObject({
      ok: false,
      code: 'carry/too-long',
    })
  })
})
