import type { Failure, FailureKind } from './failure.ts'

/** Why a key fails: what a vendor said, an error of our own, or a process that ended while it had the key in hand. */
export type FailingClass = FailureKind | 'broken' | 'died'

export interface WhyFailing {
  readonly is: FailingClass
  /** The vendor's own code. */
  readonly code?: string
  /** The field the vendor objects to, in the connector's field names. */
  readonly field?: string
}

export interface FailingFix {
  /** What happened, in a sentence. */
  readonly wrong: string
  /** What to do about it. */
  readonly advice: string
}

/** No default: a new class does not compile until somebody says what helps against it. */
export const failingFixes: Readonly<Record<FailingClass, FailingFix>> = {
  unauthorized: {
    wrong: 'The vendor no longer lets Baton in.',
    advice: 'Give the connection new credentials; these rows then go on by themselves.',
  },
  forbidden: {
    wrong: 'Baton’s user at the vendor lacks a right.',
    advice: 'Give it the right that is named, and let the mapping go on.',
  },
  throttled: {
    wrong: 'The vendor asks for fewer calls.',
    advice: 'There is nothing to do: it is tried again as soon as the vendor allows it.',
  },
  unavailable: {
    wrong: 'The vendor did not answer.',
    advice: 'It is tried again by itself. If it lasts, look at the vendor’s status page and at the network.',
  },
  gone: {
    wrong: 'The record is not there any more.',
    advice: 'There is nothing to do: it is looked at again, and what belongs to it is decided anew.',
  },
  stale: {
    wrong: 'Somebody edited the record in the same moment.',
    advice: 'There is nothing to do: it is read again, and decided anew.',
  },
  duplicate: {
    wrong: 'The vendor says that it has this record already.',
    advice:
      'It is looked for, to be linked. If that finds nothing, link the two by hand, or delete the one too many.',
  },
  rejected: {
    wrong: 'The vendor does not take what would be written.',
    advice:
      'Correct the value in the record that it comes from, or ease the rule at the vendor that forbids it; then try again.',
  },
  unexpected: {
    wrong: 'The vendor answered as its connector does not expect.',
    advice:
      'Try it again once. If it stays, open the record at the vendor and see what is special about it; then report the message, so that the connector learns it.',
  },
  broken: {
    wrong: 'Baton itself made a mistake with this row; no vendor is to blame.',
    advice: 'Try it again once. If it stays, the log tells more under “a pass failed”: report that.',
  },
  died: {
    wrong: 'The process that had this row in hand ended in the middle of it.',
    advice:
      'If Baton was stopped by force, try it again. If it happens again with the same row, look for what ended the process, such as too little memory.',
  },
}

/** What class of error a vendor's failure is, with what the vendor names. */
export function whyFailing({ kind, code, field }: Failure): WhyFailing {
  return { is: kind, ...(code === undefined ? {} : { code }), ...(field === undefined ? {} : { field }) }
}
