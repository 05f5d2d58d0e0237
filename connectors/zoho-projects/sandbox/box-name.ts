/** Which box has made a token. */
export const boxName = 'zoho-projects'
