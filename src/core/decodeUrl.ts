/** Decodes `%20` and the like; returns the text unchanged if its escapes are invalid. */
export function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) {
      return text;
    }
    throw error;
  }
}
