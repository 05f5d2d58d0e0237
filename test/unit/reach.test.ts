import { describe, expect, test } from 'vitest'
import crm from '../../connectors/zoho-crm/index.ts'
import projects from '../../connectors/zoho-projects/index.ts'
import type { AnchorState } from '../../src/core/newcomer.ts'
import { withinReach } from '../../src/engine/reach.ts'
import type { Connector } from '../../src/spi/index.ts'
import { shippedPolicy } from '../support/shipped-mapping.ts'

const policy = shippedPolicy()

const connectors: Readonly<Record<'crm' | 'pm', Connector>> = { crm, pm: projects }

/** What becomes of a deal's anchor, its account, in a portal that shows its clients or does not. */
function anchored(clients: 'told' | 'refused', anchor: AnchorState): AnchorState['is'] | undefined {
  const { deals } = policy.pairs
  const sides = {
    crm: { connector: connectors.crm, connection: { facts: {} } },
    pm: { connector: connectors.pm, connection: { facts: { clients } } },
  }
  return deals && withinReach({ policy, ...sides }, { pair: deals }, anchor).is
}

describe('a won deal', () => {
  test.each<[string, AnchorState, 'told' | 'refused', AnchorState['is']]>([
    ['waits for a client that can come', { is: 'unlinked', id: '1' }, 'told', 'unlinked'],
    ['waits for an account that it has to name', { is: 'unnamed' }, 'told', 'unnamed'],
    ['does not wait for a client that cannot come', { is: 'unlinked', id: '1' }, 'refused', 'not-needed'],
    ['needs no account where clients are out of reach', { is: 'unnamed' }, 'refused', 'not-needed'],
    ['takes the client that was named all the same', { is: 'linked', id: '2' }, 'refused', 'linked'],
  ])('%s', (_, anchor, clients, is) => expect(anchored(clients, anchor)).toBe(is))
})
