/** The panel's type, as in the manifest's activation events. */
export const panelViewType = 'sightread.conversation';
