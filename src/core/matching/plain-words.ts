/** Words that say *and*, as `&` does. */
export const ands: ReadonlySet<string> = new Set('and und et y och og ja ve i и та'.split(' '))

/** Words that tell no company from another, in the languages that companies are named in. */
export const fillers: ReadonlySet<string> = new Set(
  'the a an of e de der die das la le les el los von van du des di del della'.split(' '),
)

/** What people write for short, and what it stands for. Both without accents. */
export const abbreviations: Readonly<Record<string, string>> = {
  ...{
    intl: 'international',
    int: 'international',
    natl: 'national',
    bros: 'brothers',
    mfg: 'manufacturing',
  },
  ...{ svc: 'services', svcs: 'services', service: 'services', sys: 'systems', system: 'systems' },
  ...{ tech: 'technologies', technology: 'technologies', techs: 'technologies', mgmt: 'management' },
  ...{ assoc: 'associates', assn: 'association', univ: 'university', ctr: 'center', centre: 'center' },
  ...{
    grp: 'group',
    gruppe: 'group',
    hldg: 'holding',
    hldgs: 'holding',
    holdings: 'holding',
    dept: 'department',
  },
  ...{
    eng: 'engineering',
    engr: 'engineering',
    dist: 'distribution',
    distr: 'distribution',
    lab: 'laboratories',
  },
  ...{
    labs: 'laboratories',
    solution: 'solutions',
    consultants: 'consulting',
    cie: 'compagnie',
    cia: 'compania',
  },
  ...{
    gebr: 'gebruder',
    ges: 'gesellschaft',
    ste: 'societe',
    elec: 'electric',
    ind: 'industries',
    inds: 'industries',
  },
}

/** So many companies carry these that sharing one of them says little. */
export const commonWords: ReadonlySet<string> = new Set([
  ...'international national consulting group holding services solutions systems technologies software'.split(
    ' ',
  ),
  ...'digital media partners logistics trading trade hotel restaurant bank studio design management'.split(
    ' ',
  ),
  ...'engineering energy global industries manufacturing marketing capital invest investment ventures'.split(
    ' ',
  ),
  ...'associates association center laboratories products supply world network networks data cloud web'.split(
    ' ',
  ),
  ...'construction insurance security health medical pharma food foods transport auto home european'.split(
    ' ',
  ),
  ...'gesellschaft compagnie compania societe university institute agency agentur bau technik handel'.split(
    ' ',
  ),
  ...'germany deutschland france italia espana uk usa europe america india asia north south east west'.split(
    ' ',
  ),
])
