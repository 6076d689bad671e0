/**
 * Makes Node load its own fetch, and with it its own global dispatcher, before any of undici runs here: whichever copy
 * comes first owns the slots that every other extension's fetch goes through (measured with undici 7.30.2, 2026-11-21).
 * The parts of undici loaded here do not touch the slots; this is the second lock.
 */
void new Headers();

export {};
