import { expect, test } from 'vitest'
import { put } from '../support/pocket.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

test.each(['crm', 'pm'] as const)(
  'a comment of the %s side that is too long to be copied is copied once somebody has shortened it',
  async side => {
    const { world, say, hear, said } = await pocketTalk()
    const other = side === 'crm' ? 'pm' : 'crm'
    const long = 'word '.repeat(1300)
    const id = say(side, side === 'pm' ? `<p>${long}</p>` : long)
    await hear()
    await hear()
    expect(said(other)).toEqual([])
    const held = () => world.pool.query(`select code from hold where closed_at is null`)
    expect((await held()).rowCount).toBe(1)
    put(world[side], side === 'pm' ? 'comment' : 'note', id, {
      text: side === 'pm' ? '<p>Short.</p>' : 'Short.',
    })
    await hear()
    expect(said(other)).toHaveLength(1)
    expect((await held()).rowCount).toBe(0)
  },
)
