import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kindOf } from '../../src/web/console/pages/kind-words.ts'

const codes = ['core', 'engine'].flatMap(room =>
  readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .flatMap(
      file =>
        readFileSync(join('src', room, file), 'utf8').match(/(?<=')(hold|refused)\/[a-z-]+(?=')/g) ?? [],
    ),
)

test.each([...new Set(codes)].sort())('%s is told in words', code => {
  expect(kindOf(code)).not.toBe(code)
})
