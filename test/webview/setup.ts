// Once for all tests of the panel: puts the path of a Chromium into SIGHTREAD_CHROMIUM, installing one where that can be done.
import { ensureChromium } from '../../scripts/tools/chromium.mjs';

export async function setup(): Promise<void> {
  await ensureChromium();
}
