interface Waiting<Ask, Answer> {
  readonly ask: Ask
  readonly answer: (is: Answer) => void
  readonly fail: (why: unknown) => void
}

/**
 * What is asked while one piece of work is under way is done together in the next, which begins after the last of it was asked.
 * `work` answers each ask, in their order. What fails together is tried one by one, so that none fails because of another.
 */
export function together<Ask, Answer>(
  work: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
): (ask: Ask) => Promise<Answer> {
  let waiting: Waiting<Ask, Answer>[] = []
  let isUnderWay = false
  const all = async (some: readonly Waiting<Ask, Answer>[]): Promise<void> => {
    try {
      const answers = await work(some.map(one => one.ask))
      some.forEach(({ answer }, at) => {
        answer(answers[at] as Answer)
      })
    } catch (why) {
      if (some.length > 1) await Promise.all(some.map(one => all([one])))
      else some[0]?.fail(why)
    }
  }
  const go = async () => {
    isUnderWay = true
    while (waiting.length > 0) {
      const some = waiting
      waiting = []
      await all(some)
    }
    isUnderWay = false
  }
  return ask =>
    new Promise((answer, fail) => {
      waiting.push({ ask, answer, fail })
      if (!isUnderWay) void go()
    })
}
