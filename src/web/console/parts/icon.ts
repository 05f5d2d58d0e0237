import { assetUrl } from '../assets.ts'
import { type Html, html } from '../html.ts'
import type { IconName } from '../icons.ts'

/** An icon beside words that say the same; screen readers pass over it. */
export function icon(name: IconName): Html {
  return html`<svg class="glyph" aria-hidden="true"><use href="${assetUrl('icons.svg')}#${name}"></use></svg>`
}
