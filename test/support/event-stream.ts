export interface Heard {
  readonly id: string
  readonly kind: string
  readonly data: { readonly key: string; readonly kind: string; readonly mapping: string }
}

export interface Listener {
  readonly status: number
  /** The next so many events; fewer where the stream ends before. */
  next(many: number): Promise<readonly Heard[]>
  /** All that still comes, until the stream ends. */
  rest(): Promise<readonly Heard[]>
  leave(): Promise<void>
}

/** Listens to server-sent events as a browser does: it has begun when this resolves. */
export async function listenTo(url: string, headers: Readonly<Record<string, string>>): Promise<Listener> {
  const left = new AbortController()
  const response = await fetch(url, { headers, signal: left.signal })
  const events = eventsIn(response.body ?? new ReadableStream())
  const next = async (many: number) => {
    const heard: Heard[] = []
    while (heard.length < many) {
      const one = await events.next()
      if (one.done) return heard
      heard.push(one.value)
    }
    return heard
  }
  return {
    status: response.status,
    next,
    rest: () => next(Number.POSITIVE_INFINITY),
    leave: async () => left.abort(),
  }
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<Heard> {
  let text = ''
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${text}${part}`.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) yield* eventIn(block)
  }
}

function eventIn(block: string): Heard[] {
  const lines = block.split('\n').map(line => line.split(/: (.*)/s))
  const { id, event, data } = Object.fromEntries(lines)
  return data === undefined ? [] : [{ id, kind: event, data: JSON.parse(data) }]
}
