import type { RefObject } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { ConversationView, ImageView } from '../../../src/protocol/view';
import { IconButton } from '../../kit/buttons';
import { usePanel } from './context';
import { Conversation } from './conversation';
import { Images, type ImagesHandle } from './images';
import { Usage } from './usage';
import { useScroll } from './useScroll';

interface ScrollerProps {
  readonly conversation: ConversationView;
  readonly pictures: ReadonlyMap<string, string>;
  readonly images: RefObject<ImagesHandle | null>;
}

/** The scrolling part: images, turns, and totals, and the button that jumps to the end. */
export function Scroller({ conversation, pictures, images }: ScrollerProps) {
  const { strings, post, focusComposer } = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { isAtEnd, toEnd, onScroll } = useScroll({ scroller, images: section, list }, conversation.turns);
  const names = useMemo(() => namesOf(conversation.images), [conversation.images]);
  const jump = () => {
    toEnd();
    focusComposer();
  };
  return (
    <>
      <div class="scroller" ref={scroller} onScroll={onScroll}>
        <header>
          <div class="titleRow">
            <h1 dir="auto">{conversation.title}</h1>
            <IconButton icon="add" label={strings.newConversation} press={() => post({ type: 'newConversation' })} />
          </div>
          <Images images={conversation.images} pictures={pictures} section={section} handle={images} />
        </header>
        <main>
          <Conversation turns={conversation.turns} names={names} box={list} />
          <Usage id="totals" class="usage totals" label={strings.usageTotal} heading="h2" usage={conversation.totals} />
        </main>
      </div>
      <div class="jump" hidden={isAtEnd}>
        <IconButton icon="down" label={strings.jumpToEnd} press={jump} />
      </div>
    </>
  );
}

/** By ID; empty unless there are several to tell apart. */
function namesOf(images: readonly ImageView[]): ReadonlyMap<string, string> {
  return new Map(images.length > 1 ? images.map(({ id, name }) => [id, name]) : []);
}
