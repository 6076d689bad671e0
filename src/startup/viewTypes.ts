/** The pages and their types, as in the manifest's activation events; each has the folder of `media` with its name. */
export const viewTypes = {
  conversation: 'sightread.conversation',
  review: 'sightread.altTextReview',
} as const;

export type PageName = keyof typeof viewTypes;
