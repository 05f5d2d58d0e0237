import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { Router } from 'express'
import { iconSprite } from './icons.ts'

interface Asset {
  readonly type: string
  readonly body: Buffer
  readonly hash: string
  small?: Promise<Buffer>
}

const script = 'text/javascript; charset=utf-8'
const style = 'text/css; charset=utf-8'
const image = 'image/svg+xml'
const require = createRequire(import.meta.url)

/** All that pages load, from packages as they come and from `assets/`. */
const assets = {
  'tabler.css': asset(style, require.resolve('@tabler/core/dist/css/tabler.min.css')),
  'console.css': asset(style, require.resolve('./assets/console.css')),
  'console.js': asset(script, require.resolve('./assets/console.js')),
  'live.js': asset(script, require.resolve('./assets/live.js')),
  'charts.js': asset(script, require.resolve('./assets/charts.js')),
  'uplot.js': asset(script, require.resolve('uplot/dist/uPlot.iife.min.js')),
  'uplot.css': asset(style, require.resolve('uplot/dist/uPlot.min.css')),
  'htmx.js': asset(script, require.resolve('htmx.org/dist/htmx.min.js')),
  'icons.svg': asset(image, Buffer.from(iconSprite())),
  'baton.svg': asset(image, require.resolve('./assets/baton.svg')),
}

export type AssetName = keyof typeof assets

function asset(type: string, from: string | Buffer): Asset {
  const body = typeof from === 'string' ? readFileSync(from) : from
  return { type, body, hash: createHash('sha256').update(body).digest('base64url').slice(0, 12) }
}

/** Where a page finds an asset. Another content has another address, so it may be kept for ever. */
export function assetUrl(name: AssetName): string {
  return `/assets/${assets[name].hash}/${name}`
}

export function serveAssets(): Router {
  const router = Router()
  router.get('/assets/:hash/:name', async (request, response, next) => {
    const found = assets[request.params.name as AssetName] as Asset | undefined
    if (!found || found.hash !== request.params.hash) return next()
    response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    response.setHeader('vary', 'accept-encoding')
    response.type(found.type)
    if (!request.acceptsEncodings('br')) return void response.send(found.body)
    response.setHeader('content-encoding', 'br')
    response.send(await smaller(found))
  })
  return router
}

const compress = promisify(brotliCompress)

function smaller(found: Asset): Promise<Buffer> {
  found.small ??= compress(found.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
  return found.small
}
