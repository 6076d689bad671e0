/** `contributes.languageModelTools`: what agents read before they call. People read `tool.<name>` of package.nls.json. */
import { bounds } from '../core/bounds';

const image = {
  type: 'string',
  description:
    'Path of an image file inside the workspace, relative to it or absolute; or the http(s) URL of an image on the public web.',
};

const region = {
  type: 'object',
  description: 'Only this part of the image, in percent of its size. Leave it out for all of it.',
  properties: {
    left: { type: 'number', description: 'Left edge, percent of the width, 0 to 100' },
    top: { type: 'number', description: 'Top edge, percent of the height, 0 to 100' },
    width: { type: 'number', description: 'Width, percent, more than 0' },
    height: { type: 'number', description: 'Height, percent, more than 0' },
  },
  required: ['left', 'top', 'width', 'height'],
};

const question = (description: string) => ({ type: 'string', description });

/** @param text the part of the keys between `tool.` and the end */
const tool = (
  text: string,
  names: { name: string; toolReferenceName?: string; icon: string },
  description: string,
) => ({
  name: names.name,
  displayName: `%tool.${text}%`,
  userDescription: `%tool.${text}.description%`,
  modelDescription: description,
  toolReferenceName: names.toolReferenceName ?? text,
  canBeReferencedInPrompt: true,
  icon: `$(${names.icon})`,
});

export const languageModelTools = [
  {
    ...tool(
      'describeImage',
      { name: 'sightread_describe_image', icon: 'eye' },
      "Looks at an image for you with the user's own vision model and says in words what it shows, or answers a question about it. Use it whenever what an image file looks like matters: screenshots, mock-ups, diagrams, charts, photos. Without a vision model, it returns what can be measured and read on the user's machine. For the exact text in an image, use sightread_read_text, and for differences between images, sightread_compare_images. The last line says what was sent where, and how many tokens were used.",
    ),
    inputSchema: {
      type: 'object',
      properties: {
        image,
        question: question('What you want to know about the image. Leave it out for a description.'),
      },
      required: ['image'],
    },
  },
  {
    ...tool(
      'readText',
      { name: 'sightread_read_text', toolReferenceName: 'readImageText', icon: 'symbol-string' },
      "Reads the text of an image file exactly, with line breaks and indentation, with an offline engine on the user's machine: screenshots of code, terminals, tables, error messages. Costs no tokens of a vision model. Says which words are uncertain. For what a picture shows, use sightread_describe_image.",
    ),
    inputSchema: { type: 'object', properties: { image, region }, required: ['image'] },
  },
  {
    ...tool(
      'compareImages',
      { name: 'sightread_compare_images', icon: 'diff' },
      "Compares two or more images with the user's own vision model and says how they differ and where, for example a screenshot before and after a change, or a mock-up and what was built. The images keep the given order.",
    ),
    inputSchema: {
      type: 'object',
      properties: {
        images: {
          type: 'array',
          minItems: 2,
          maxItems: bounds.toolImages,
          items: { type: 'string' },
          description: 'Paths of image files inside the workspace, or http(s) URLs, in order.',
        },
        question: question('What you want to know about them. Leave it out for all differences.'),
      },
      required: ['images'],
    },
  },
];
