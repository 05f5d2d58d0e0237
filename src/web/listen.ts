import { createServer, type RequestListener, type Server } from 'node:http'

export interface Listening {
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

/** Serves on a port (0: any free one). */
export function listen(handler: RequestListener, port: number, host: string): Promise<Listening> {
  const server = createServer(handler)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      resolve({ port: bound, url: `http://${host}:${bound}`, close: () => close(server) })
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
