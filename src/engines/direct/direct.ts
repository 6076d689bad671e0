// The entry of dist/direct.js: undici, loaded on first use and only for what the editor's own fetch cannot do.
import './wake';
import { download } from './download';
import { createDirectTransport } from './transport';

export { createDirectTransport, download };
