/**
 * Legal forms of companies as they read once case, points and accents are gone: `S.à r.l.` is `sarl`. Those that are a
 * word of their own somewhere (`is`, `me`, `da`) are left out: a name is worth more than its form.
 */
const singleWords = {
  english: 'inc corp co ltd llc llp lllp lp plc pc pllc cic pty pte pvt unlimited bhd wll fze fzco',
  german: 'gmbh mbh ag kg kgaa ohg gbr ug se ek ev eg',
  french: 'sa sas sasu sarl eurl sci snc scop scea selarl ltee senc',
  italian: 'spa srl srls sapa scarl',
  spanish: 'sl slu slne sau sll scl sab saci',
  portuguese: 'lda ltda eireli epp sgps',
  dutch: 'bv nv vof cv cvba bvba',
  nordic: 'ab publ hb kb asa ans oy oyj ky aps ivs amba ehf hf as',
  central: 'spzoo zoo spj spk sro spol vos kft zrt nyrt bt kkt doo jdoo dd ad ood eood',
  baltic: 'uab sia ou',
  greek: 'ae epe ike oe αε επε ικε',
  turkish: 'sti',
  cyrillic: 'ооо оао зао пао ао ип тов тзов прат пат тоо еоод оод ад',
  asian: 'kk gk yk pt tbk jsc',
}

const severalWords = [
  ...['pty ltd', 'pte ltd', 'pvt ltd', 'sdn bhd', 'co ltd', 'fz llc', 'joint stock co'],
  ...['gmbh co kg', 'gmbh co kgaa', 'ag co kg', 'ug haftungsbeschrankt', 'ug co kg', 'e k', 'e v', 'sa rl'],
  ...['sa de cv', 'sapi de cv', 'srl de cv', 's de rl', 's de rl de cv', 'soc coop', 'unipessoal lda'],
  ...[
    'sp zoo',
    'sp z oo',
    'sp z o o',
    'spolka z oo',
    'sp z oo sp k',
    'spolka akcyjna',
    'sp j',
    'sp k',
    'spol sro',
    'a s',
    'k s',
  ],
  ...['ltd sti', 'ltd sirketi', 'anonim sirketi', 'kabushiki kaisha', 'godo kaisha', 'yugen kaisha'],
]

/** The same form in full and for short. */
export const shortForms: Readonly<Record<string, string>> = {
  ...{ incorporated: 'inc', corporation: 'corp', company: 'co', limited: 'ltd', private: 'pvt' },
  ...{ aktiengesellschaft: 'ag', kommanditgesellschaft: 'kg', proprietary: 'pty', berhad: 'bhd' },
  ...{ limitada: 'ltda', aktiebolag: 'ab', osakeyhtio: 'oy', anpartsselskab: 'aps', aksjeselskap: 'as' },
}

/** Each is a run of words, joined by blanks. */
export const legalForms: ReadonlySet<string> = new Set([
  ...Object.values(singleWords).flatMap(words => words.split(' ')),
  ...severalWords,
])

/** Words in the longest of them. */
export const longestForm = 5

/** Forms that come before the name, by custom. */
export const leadingForms: ReadonlySet<string> = new Set([
  'pt',
  'ооо',
  'оао',
  'зао',
  'пао',
  'ао',
  'ип',
  'тов',
  'прат',
  'тоо',
])

/** Written before or after the name without a blank. */
export const attachedForms: readonly string[] = [
  ...['株式会社', '有限会社', '合同会社', '(株)', '(有)', '有限责任公司', '股份有限公司', '有限公司'],
  ...['주식회사', '유한회사', '(주)'],
]
