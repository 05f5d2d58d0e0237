/** One call that a person's browser would make. Anything but a success is an error of the test. */
export async function call(
  url: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
  body?: object,
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) {
    const reason = response.headers.get('x-status-reason') ?? ''
    throw new Error(`${method} ${url}: ${response.status} ${reason} ${text.slice(0, 300)}`)
  }
  return text === '' ? null : JSON.parse(text)
}
