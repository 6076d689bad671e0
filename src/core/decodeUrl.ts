/** `%20` and the like as characters; the text as it is where it holds no valid escapes. */
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
