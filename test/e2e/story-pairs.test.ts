import { expect, test } from 'vitest'
import type { Plot } from '../../src/cli/demo/plot.ts'
import { openStage } from '../../src/cli/demo/stage.ts'
import { play, story } from '../../src/cli/demo/story.ts'
import { vendorPairNames } from '../../src/cli/demo/vendor-pairs.ts'
import { faultsIn } from '../../src/cli/demo/verdict.ts'
import { testDatabase } from '../support/database.ts'

test.each(vendorPairNames)('%s: from a won deal to a refused due date', { timeout: 240_000 }, async pair => {
  const database = await testDatabase()
  const stage = await openStage(database.url, { pair })
  try {
    const plot: Plot = { account: 'Zylker', dealName: 'Roll-out' }
    await play(story, stage, plot, {})
    expect(await faultsIn(stage, plot)).toEqual([])
  } finally {
    await stage.close()
  }
})
