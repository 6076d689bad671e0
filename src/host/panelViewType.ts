/** The panel's type, as in the manifest's activation events. */
export const panelViewType = 'sightread.conversation';
/** The review of alt texts; as in the manifest too. */
export const reviewViewType = 'sightread.altTextReview';
