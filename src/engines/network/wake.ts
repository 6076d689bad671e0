/**
 * Makes Node load its own fetch, and with it its own global dispatcher, before any part of undici runs here: whichever
 * copy comes first owns the slots that every other extension's fetch goes through (measured with undici 7.30.2,
 * 2026-11-21). The parts of undici loaded here don't touch the slots; this is a second safeguard.
 */
void new Headers();

export {};
