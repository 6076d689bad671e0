// Markdown as markdown-it renders it, then read as HTML: two parsers, neither of them the one that edits.
import MarkdownIt from 'markdown-it';
import { type Judged, judgeHtml } from './html';

const renderer = new MarkdownIt({ html: true, linkify: false });
renderer.validateLink = () => true;
renderer.normalizeLink = (url) => url;

export function judgeMarkdown(text: string): Judged {
  return judgeHtml(renderer.render(text.replace(/^---\r?\n[\s\S]*?\n---\r?\n/, '')));
}
