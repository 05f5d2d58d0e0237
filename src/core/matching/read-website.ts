import { getDomain } from 'tldts'

/** Where everybody may have an address, sharing one says nothing. */
const everybodys: ReadonlySet<string> = new Set([
  ...[
    'gmail.com',
    'googlemail.com',
    'outlook.com',
    'hotmail.com',
    'live.com',
    'msn.com',
    'yahoo.com',
    'ymail.com',
  ],
  ...[
    'icloud.com',
    'me.com',
    'mac.com',
    'aol.com',
    'gmx.de',
    'gmx.net',
    'gmx.at',
    'gmx.ch',
    'web.de',
    't-online.de',
  ],
  ...[
    'freenet.de',
    'mail.com',
    'mail.ru',
    'yandex.ru',
    'yandex.com',
    'bk.ru',
    'inbox.ru',
    'qq.com',
    '163.com',
    '126.com',
  ],
  ...[
    'orange.fr',
    'wanadoo.fr',
    'free.fr',
    'laposte.net',
    'sfr.fr',
    'libero.it',
    'virgilio.it',
    'tiscali.it',
    'wp.pl',
  ],
  ...[
    'o2.pl',
    'onet.pl',
    'interia.pl',
    'seznam.cz',
    'centrum.cz',
    'proton.me',
    'protonmail.com',
    'zoho.com',
    'rediffmail.com',
  ],
  ...[
    'naver.com',
    'daum.net',
    'uol.com.br',
    'bol.com.br',
    'terra.com.br',
    'btinternet.com',
    'comcast.net',
    'verizon.net',
  ],
  ...[
    'facebook.com',
    'linkedin.com',
    'instagram.com',
    'xing.com',
    'x.com',
    'twitter.com',
    'youtube.com',
    'google.com',
  ],
])

/** The domain that somebody registered: `https://shop.zylker.co.uk/x` is `zylker.co.uk`. Null: none, or everybody's. */
export function readWebsite(text: string): string | null {
  const domain = getDomain(text.trim().toLowerCase(), { allowPrivateDomains: true })
  return domain === null || everybodys.has(domain) ? null : domain
}

/** The same of an e-mail address. */
export function readMailDomain(address: string): string | null {
  const domain = /@([^@\s<>,;]+)/.exec(address)?.[1]
  return domain === undefined ? null : readWebsite(domain)
}
