// The entry of dist/network.js: undici, loaded on first use and only for what the editor's own fetch can't do.
import './wake';
import { download, isPublicUrl } from './download';
import { createDirectTransport } from './transport';

export { createDirectTransport, download, isPublicUrl };
