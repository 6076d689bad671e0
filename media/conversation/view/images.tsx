import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ImageView } from '../../../src/protocol/view';
import { Icon } from '../../kit/icon';
import { memo } from '../../kit/memo';
import { usePanel } from './context';
import { KeptDetails } from './details';
import { freshLook, type Look } from './look';
import { Viewer } from './viewer';

export interface ImagesHandle {
  /** Shows an image large and brings it into view. */
  readonly show: (imageId: string) => void;
}

interface ImagesProps {
  readonly images: readonly ImageView[];
  readonly pictures: ReadonlyMap<string, string>;
  readonly section: RefObject<HTMLElement | null>;
  readonly handle: RefObject<ImagesHandle | null>;
}

/** The images of a conversation: a large one with what was sent, and a strip to choose from. */
export const Images = memo(({ images, pictures, section, handle }: ImagesProps) => {
  const { strings, state } = usePanel();
  const [chosen, setChosen] = useState(() => state.get().imageId);
  const looks = useRef(new Map<string, Look>()).current;
  const shown = images.find(({ id }) => id === chosen) ?? images[0];
  const show = (id: string) => {
    state.patch({ imageId: id });
    setChosen(id);
  };
  useLayoutEffect(() => {
    handle.current = {
      show: (id) => {
        if (images.some((image) => image.id === id)) {
          show(id);
          section.current?.scrollIntoView({ block: 'nearest' });
        }
      },
    };
  });
  return (
    <section class="images" aria-label={strings.images} hidden={images.length === 0} ref={section}>
      <div class="strip" role="group" aria-label={strings.images} hidden={images.length < 2}>
        {images.map((image) => (
          <Thumbnail
            key={image.id}
            image={image}
            picture={pictures.get(image.id)}
            isShown={image === shown}
            show={show}
          />
        ))}
      </div>
      <div>
        {shown && (
          <Figure key={shown.id} image={shown} picture={pictures.get(shown.id)} look={lookOf(shown.id, looks)} />
        )}
      </div>
    </section>
  );
});

/** An image's view, which is the same when the image is shown again. */
function lookOf(id: string, looks: Map<string, Look>): Look {
  const look = looks.get(id) ?? freshLook();
  looks.set(id, look);
  return look;
}

interface ThumbnailProps {
  readonly image: ImageView;
  readonly picture: string | undefined;
  readonly isShown: boolean;
  readonly show: (id: string) => void;
}

function Thumbnail({ image: { id, name }, picture, isShown, show }: ThumbnailProps) {
  return (
    <button
      type="button"
      class="thumbnail"
      aria-label={name}
      title={name}
      aria-current={isShown ? 'true' : undefined}
      onClick={() => show(id)}
    >
      {picture === undefined ? <Icon name="image" /> : <img alt="" draggable={false} src={picture} />}
    </button>
  );
}

interface FigureProps {
  readonly image: ImageView;
  readonly picture: string | undefined;
  readonly look: Look;
}

/** A large image, and what was sent. */
function Figure({ image, picture, look }: FigureProps) {
  const { strings } = usePanel();
  const { id, name, source, sentLine, changes } = image;
  const isKnownSource = source === name;
  const hasNothing = sentLine === '' || ((source === '' || isKnownSource) && changes.length === 0);
  return (
    <figure class="figure">
      <Viewer image={image} source={picture} look={look} />
      <figcaption>
        <span class="imageName" dir="auto">
          {name === '' ? strings.pastedImage : name}
        </span>
        <span class="sentLine" dir="auto">
          {/* Before anything is sent, only its source is known. */}
          {sentLine !== '' ? sentLine : isKnownSource ? '' : source}
        </span>
        <KeptDetails
          id={`${id}:sent`}
          class="sentDetails"
          summary={<span>{strings.whatWasSent}</span>}
          hidden={hasNothing}
        >
          <p class="imageSource" dir="auto" hidden={isKnownSource}>
            {source}
          </p>
          <ul hidden={changes.length === 0}>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </KeptDetails>
      </figcaption>
    </figure>
  );
}
