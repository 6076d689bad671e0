/** What a transparent picture is on: white, or black if what it contains is light. */
export function groundOf(data: Uint8Array | Uint8ClampedArray): 0 | 255 {
  let weight = 0;
  let light = 0;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    weight += alpha;
    light += alpha * Math.max(data[i]!, data[i + 1]!, data[i + 2]!);
  }
  const transparent = weight < (data.length / 4) * 255;
  return transparent && light > 200 * weight ? 0 : 255;
}
