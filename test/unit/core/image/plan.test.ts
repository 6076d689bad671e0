import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Length } from '../../../../src/core/image/budget';
import { describedSize, type ImagePlan, type PlanRequest, planImage } from '../../../../src/core/image/plan';
import type { Detail, ImageFacts, ImageLimits, Intent } from '../../../../src/core/image/types';
import { compatibleImage, editorImage } from '../../../../src/core/providers/vendorBasics';
import { vendors } from '../../../../src/core/providers/vendors';
import { upright } from './build';

const png = { type: 'png', mediaType: 'image/png' } as const;
const located = { ...upright.metadata, exif: true, location: true };

const kinds: Readonly<Record<string, { facts: ImageFacts; size: number }>> = {
  allowedPhoto: { facts: upright, size: 300_000 },
  photoWithPlace: { facts: { ...upright, metadata: located }, size: 300_000 },
  sidewaysPhoto: {
    facts: { ...upright, width: 3024, height: 4032, orientation: 6, metadata: located },
    size: 2_000_000,
  },
  photo33MP: { facts: { ...upright, width: 7016, height: 4704 }, size: 7_600_000 },
  screenshot4K: { facts: { ...upright, ...png, width: 3840, height: 2160 }, size: 1_340_000 },
  tallPage: { facts: { ...upright, ...png, width: 1200, height: 12_000 }, size: 2_500_000 },
  animatedGif: { facts: { ...upright, type: 'gif', mediaType: 'image/gif', animated: true, frames: 3 }, size: 60_000 },
  heic: {
    facts: { ...upright, type: 'heic', mediaType: 'image/heic', width: 4032, height: 3024, metadata: located },
    size: 1_500_000,
  },
  webp: { facts: { ...upright, type: 'webp', mediaType: 'image/webp' }, size: 90_000 },
  svgWithText: { facts: { ...upright, type: 'svg', mediaType: 'image/svg+xml', alpha: true }, size: 2000 },
  transparentPng: { facts: { ...upright, ...png, alpha: true }, size: 40_000 },
  cmykJpeg: { facts: { ...upright, cmyk: true }, size: 600_000 },
  deepPng: { facts: { ...upright, ...png, bitDepth: 16 }, size: 900_000 },
  tiff: { facts: { ...upright, type: 'tiff', mediaType: 'image/tiff', width: 2480, height: 3508 }, size: 3_000_000 },
  ico: {
    facts: { ...upright, type: 'ico', mediaType: 'image/x-icon', width: 256, height: 256, alpha: true },
    size: 30_000,
  },
};

const request = (limits: ImageLimits, intent: Intent, detail: Detail = 'auto', more: Partial<PlanRequest> = {}) => ({
  limits,
  intent,
  detail,
  imageCount: 1,
  otherBodyBytes: 2000,
  ...more,
});

function inWords(plan: ImagePlan): string {
  if (plan.action !== 'render') {
    return plan.action === 'pass' ? 'pass' : `refuse: ${plan.reason}`;
  }
  const { maxEdge, textEdge, maxTiles, tilesFirst = maxTiles } = plan.job;
  const tiles = tilesFirst < maxTiles ? `${tilesFirst} or ${maxTiles}` : maxTiles;
  const edge = `${maxEdge ?? 'any'}${textEdge ? ` to ${textEdge}` : ''}${maxTiles > 1 ? `, ${tiles} tiles` : ''}`;
  return `${edge}: ${plan.reasons.join(' ')}`;
}

/** Whatever an image can be sent to: the vendors, a server that only the user knows, the editor's models. */
const providers: Readonly<Record<string, ImageLimits>> = {
  ...Object.fromEntries(vendors.map(({ id, image }) => [id, image])),
  own: compatibleImage,
  vscode: editorImage,
};

function row(kind: string, intent: Intent, provider: string): string {
  const limits = providers[provider] ?? { accepts: [] };
  const { facts, size } = kinds[kind] ?? { facts: upright, size: 0 };
  return inWords(planImage(facts, size, request(limits, intent)));
}

const ids = Object.keys(providers);

describe('planImage, every kind of image for every provider', () => {
  it('is a table of all the providers there are', () => {
    const cloud = ['groq', 'xai', 'openai', 'anthropic', 'gemini', 'mistral', 'openrouter', 'azure'];
    expect([...ids].sort()).toEqual([...cloud, 'ollama', 'lmstudio', 'llamacpp', 'own', 'vscode'].sort());
  });

  // Why each isn't sent unchanged; if a provider differs from the rest, its own answer follows.
  const bytes = 'edge bytes';
  const pixels = 'edge pixels';
  const stills = { mistral: 'animation', openrouter: 'animation', llamacpp: 'animation' };
  const reasons: readonly (readonly [kind: string, usual: string, others?: Readonly<Record<string, string>>])[] = [
    ['allowedPhoto', 'pass', { vscode: 'edge' }],
    ['photoWithPlace', 'pass', { vscode: 'edge' }],
    ['sidewaysPhoto', 'orientation edge'],
    [
      'photo33MP',
      'edge',
      { groq: bytes, openai: pixels, azure: pixels, anthropic: bytes, openrouter: bytes, vscode: bytes },
    ],
    ['screenshot4K', 'edge'],
    ['tallPage', 'edge'],
    ['animatedGif', 'type animation', { ...stills, vscode: 'type animation edge' }],
    ['heic', 'type edge'],
    ['webp', 'type', { vscode: 'type edge' }],
    ['svgWithText', 'type transparency', { vscode: 'type transparency edge' }],
    ['transparentPng', 'transparency', { vscode: 'transparency edge' }],
    ['cmykJpeg', 'color', { vscode: 'color edge' }],
    ['deepPng', 'depth', { vscode: 'depth edge' }],
    ['tiff', 'type edge', { groq: 'type edge bytes' }],
    ['ico', 'type transparency'],
  ];
  // What is made of it then: the longest edge, how far text can grow, and the tiles that it can have. How many it gets
  // depends on its letters: see the table of the tall page in geometry.test.ts.
  const described = {
    usual: '1568 to 4096, 16 tiles',
    groq: '1568 to 4096, 3 tiles',
    anthropic: '1568 to 2576, 16 tiles',
    mistral: '1568 to 4096, 8 tiles',
    vscode: '1568, 16 tiles',
  };
  const sizes: Readonly<Record<Intent, Readonly<Record<string, string>>>> = {
    describe: described,
    ask: described,
    readText: {
      usual: '2048 to 4096, 4 or 16 tiles',
      groq: '2048 to 4096, 3 tiles',
      anthropic: '2048 to 2576, 4 or 16 tiles',
      mistral: '2048 to 4096, 4 or 8 tiles',
      vscode: '1568, 4 or 16 tiles',
    },
  };

  it('has a row for every kind', () => {
    expect(reasons.map(([kind]) => kind)).toEqual(Object.keys(kinds));
  });

  for (const intent of ['describe', 'ask', 'readText'] as const) {
    for (const [kind, usual, others = {}] of reasons) {
      it(`${intent}: ${kind}`, () => {
        const expected = ids.map((id) => {
          const why = others[id] ?? usual;
          return [id, why === 'pass' ? why : `${sizes[intent][id] ?? sizes[intent].usual}: ${why}`];
        });
        expect(ids.map((id) => [id, row(kind, intent, id)])).toEqual(expected);
      });
    }
  }

  it('grows with the detail asked for', () => {
    const { facts, size } = kinds.photo33MP ?? { facts: upright, size: 0 };
    const edge = (detail: Detail, limits: ImageLimits = { accepts: ['image/jpeg'] }) =>
      inWords(planImage(facts, size, request(limits, 'describe', detail)));
    expect([edge('low'), edge('auto'), edge('high'), edge('original')]).toEqual([
      '768: edge',
      '1568 to 4096, 16 tiles: edge',
      '2576 to 4096, 16 tiles: edge',
      'pass',
    ]);
    expect(edge('original', { accepts: ['image/jpeg'], maxEdge: 6000 })).toBe('6000, 16 tiles: edge');
    expect(edge('high', { accepts: ['image/jpeg'], usefulEdge: 1568 })).toBe('1568, 16 tiles: edge');
  });

  it('keeps to a short edge where the provider has one', () => {
    const limits = { accepts: ['image/jpeg'], maxEdge: 1568, maxShortEdge: 768 };
    const wide = (height: number) =>
      inWords(planImage({ ...upright, width: 1500, height }, 1000, request(limits, 'describe')));
    expect([wide(768), wide(769)]).toEqual(['pass', '1568, 16 tiles: edge']);
  });

  it('lets text grow within the limits, unless little is asked for', () => {
    const { facts, size } = kinds.screenshot4K ?? { facts: upright, size: 0 };
    const limits = { accepts: ['image/png'], maxEdge: 3000 };
    const plan = (intent: Intent, detail: Detail) => inWords(planImage(facts, size, request(limits, intent, detail)));
    expect([plan('ask', 'auto'), plan('describe', 'auto')]).toEqual([
      '1568 to 3000, 16 tiles: edge',
      '1568 to 3000, 16 tiles: edge',
    ]);
    expect([plan('ask', 'low'), plan('describe', 'low')]).toEqual(['768: edge', '768: edge']);
    expect(plan('readText', 'low')).toBe('1568 to 3000, 4 or 16 tiles: edge');
    expect(inWords(planImage(facts, size, request({ ...limits, usefulEdge: 2000 }, 'ask', 'high')))).toBe(
      '2000, 16 tiles: edge',
    );
  });
});

describe('describedSize', () => {
  it.each([
    ['a screenshot', 1920, 1080, 'auto', [1, 1920, 1080]],
    ['a 4K screenshot', 3840, 2160, 'auto', [1, 1893, 1065]],
    ['a 4K screenshot in low detail', 3840, 2160, 'low', [1, 768, 432]],
    ['a tall page', 1200, 12_000, 'auto', [3, 1200, 4000]],
    ['a tall page in low detail', 1200, 12_000, 'low', [1, 77, 768]],
    ['a page that is taller yet', 1200, 40_960, 'auto', [10, 1200, 4096]],
    ['a photo', 4032, 3024, 'auto', [1, 1568, 1176]],
    ['a photo as it is', 4032, 3024, 'original', [1, 4032, 3024]],
    ['nothing', 0, 0, 'auto', [1, 0, 0]],
  ] as const)('of %s', (_what, width, height, detail, expected) => {
    const size = describedSize(width, height, detail);
    expect([size.count, size.width, size.height]).toEqual(expected);
  });
});

describe('the tiles that an image may have', () => {
  const tiles = (limits: Partial<ImageLimits>, more: Partial<PlanRequest> = {}, detail: Detail = 'auto') => {
    const planned = planImage(
      { ...upright, ...png, width: 1200, height: 12_000 },
      1000,
      request({ accepts: ['image/png'], ...limits }, 'ask', detail, more),
    );
    return planned.action === 'render' ? planned.job.maxTiles : planned.action;
  };

  it('share what the provider counts with all other images', () => {
    const ten = { maxImages: 10 };
    expect(tiles(ten)).toBe(10);
    expect(tiles(ten, { historyImages: 4 })).toBe(6);
    expect(tiles(ten, { historyImages: 4, imageCount: 2 })).toBe(3);
    expect(tiles(ten, { historyImages: 9 })).toBe(1);
  });

  it('do not make every image of the request smaller', () => {
    const many = { manyImages: 20, manyImagesMaxEdge: 2000 };
    expect(tiles(many, { imageCount: 5 })).toBe(4);
    expect(tiles(many, { imageCount: 15 })).toBe(1);
    // Above that number, they're already small.
    expect(tiles({ ...many, maxImages: 100 }, { imageCount: 25 })).toBe(4);
  });

  it('are none where little is asked for', () => {
    expect(tiles({}, {}, 'low')).toBe(1);
  });
});

describe('planImage and what cannot be sent', () => {
  const limits: ImageLimits = { accepts: ['image/png', 'image/jpeg'], maxBodyBytes: 4_000_000, maxImages: 3 };
  const plan = (facts: Partial<ImageFacts>, size = 1000, more: Partial<PlanRequest> = {}) =>
    inWords(planImage({ ...upright, ...facts }, size, request(limits, 'describe', 'auto', more)));

  it.each([
    ['refuse: truncated', { type: 'heic', mediaType: 'image/heic', truncated: true }, 1000, {}],
    ['1568 to 4096, 3 tiles: end', { truncated: true }, 1000, {}],
    ['refuse: tooManyPixels', { width: 60_000, height: 60_000 }, 1000, {}],
    ['refuse: tooManyPixels', { width: 60, height: 70_000 }, 1000, {}],
    ['refuse: tooManyPixels', { type: 'avif', width: 8000, height: 6000 }, 1000, {}],
    ['refuse: tooManyPixels', { type: 'heic', width: 8800, height: 6000 }, 1000, {}],
    [
      '1568 to 4096, 3 tiles: type edge',
      { type: 'heic', mediaType: 'image/heic', width: 8064, height: 6048 },
      1000,
      {},
    ],
    ['refuse: tooManyPixels', { type: 'png', bitDepth: 16, width: 11_600, height: 8700 }, 1000, {}],
    ['refuse: tooLarge', {}, 65 * 1024 * 1024, {}],
    ['refuse: tooLarge', {}, 1000, { otherBodyBytes: 3_995_000 }],
    ['refuse: tooManyImages', {}, 1000, { imageCount: 4 }],
    ['refuse: tooManyImages', {}, 1000, { imageCount: 1, historyImages: 3 }],
    ['pass', {}, 1000, { imageCount: 1, historyImages: 2 }],
  ] as const)('%s', (expected, facts, size, more) => {
    expect(plan(facts, size, more)).toBe(expected);
  });

  it('tells what a pass removes and what the image was', () => {
    const passed = planImage({ ...upright, metadata: located }, 1000, request(limits, 'describe'));
    expect(passed).toEqual({ action: 'pass', changes: [{ kind: 'metadataRemoved', location: true }] });
    expect(planImage(upright, 1000, request(limits, 'describe'))).toEqual({ action: 'pass', changes: [] });
  });

  it('takes smaller pictures once there are many', () => {
    const many: ImageLimits = { accepts: ['image/jpeg'], maxEdge: 8000, manyImages: 20, manyImagesMaxEdge: 1000 };
    const at = (imageCount: number, historyImages: number) =>
      inWords(planImage(upright, 1000, request(many, 'describe', 'original', { imageCount, historyImages })));
    expect([at(1, 19), at(1, 20), at(21, 0)]).toEqual(['pass', '1000, 16 tiles: edge', '1000, 16 tiles: edge']);
  });

  it('keeps any number of passing images within the serialised body', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.nat(3_000_000),
        fc.integer({ min: 1, max: 4_000_000 }),
        fc.constantFrom<Intent>('describe', 'ask', 'readText'),
        (imageCount, otherBodyBytes, size, intent) => {
          const body: ImageLimits = { accepts: ['image/jpeg'], maxBodyBytes: 4_000_000 };
          const more = { imageCount, otherBodyBytes };
          const planned = planImage(upright, size, request(body, intent, 'auto', more));
          const frame = JSON.stringify({ image_url: { url: 'data:image/jpeg;base64,' }, type: 'image_url' }).length;
          const bodyOf = (bytes: number, parts: number) =>
            otherBodyBytes + imageCount * (base64Length(bytes) + parts * (frame + 4));
          if (planned.action === 'pass') {
            expect(bodyOf(size, 1)).toBeLessThanOrEqual(4_000_000);
          } else if (planned.action === 'render') {
            const { maxBytes, maxTotalBytes = maxBytes, maxTiles } = planned.job;
            expect(bodyOf(maxBytes, 1)).toBeLessThanOrEqual(4_000_000);
            expect(bodyOf(maxTotalBytes, maxTiles)).toBeLessThanOrEqual(4_000_000);
          }
        },
      ),
      { seed: 20261121 },
    );
  });
});
