/** A model's whole answer to the question for alt text, as JSON; `change` says what differs. */
export const altAnswer = (alt: string, change: object = {}): string =>
  JSON.stringify({
    imageSeen: true,
    role: 'informative',
    why: 'It adds something.',
    alt,
    longDescriptionDue: false,
    longDescription: null,
    confidence: 'high',
    ...change,
  });
