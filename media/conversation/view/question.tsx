import { useRef, useState } from 'preact/hooks';
import { IconButton } from '../../kit/buttons';
import { memo } from '../../kit/memo';
import { useAfterDrawing } from '../../kit/useAfterDrawing';
import { usePanel } from './context';
import { EditBox } from './editBox';
import { ImageChip } from './imageChip';
import { ShowMore, usePortions } from './portions';

interface QuestionProps {
  readonly turnId: string;
  readonly question: string;
  /** Shown instead of the question. */
  readonly taskLabel: string | undefined;
  readonly imageIds: readonly string[];
  /** Its answer is coming in. */
  readonly isRunning: boolean;
  /** Names of the conversation's images by ID; empty unless there are several to tell apart. */
  readonly names: ReadonlyMap<string, string>;
}

/** The user's message in a turn, replaced by a box while it is being edited. */
export const Question = memo(({ turnId, question, taskLabel, imageIds, isRunning, names }: QuestionProps) => {
  const { strings, state } = usePanel();
  const [isEditing, setEditing] = useState(() => Object.hasOwn(state.get().edits, turnId));
  const edit = useRef<HTMLButtonElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const afterDrawing = useAfterDrawing();
  const portions = usePortions(taskLabel ?? question);
  const start = () => {
    setEditing(true);
    afterDrawing(() => area.current?.focus());
  };
  const end = (isCancelled: boolean) => {
    setEditing(false);
    if (isCancelled) {
      afterDrawing(() => edit.current?.focus());
    }
  };
  return (
    <article class="message question" aria-label={strings.you}>
      <div class="messageHeader">
        <h2>{strings.you}</h2>
        <IconButton icon="edit" label={strings.edit} hidden={isEditing} disabled={isRunning} press={start} box={edit} />
      </div>
      <div class={taskLabel === undefined ? 'questionText' : 'questionText taskLabel'} dir="auto" hidden={isEditing}>
        {portions.shown}
      </div>
      {isEditing && <EditBox turnId={turnId} question={question} box={area} end={end} />}
      <ShowMore portions={portions} />
      <Chips ids={imageIds} names={names} />
    </article>
  );
});

interface ChipsProps {
  readonly ids: readonly string[];
  readonly names: QuestionProps['names'];
}

/** The images that were sent with the question. */
function Chips({ ids, names }: ChipsProps) {
  return (
    <div class="questionImages">
      {ids.map((id, index) => (
        <ImageChip key={id} imageId={id} number={ids.length > 1 ? index + 1 : undefined} name={names.get(id)} />
      ))}
    </div>
  );
}
