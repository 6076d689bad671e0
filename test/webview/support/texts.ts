/** A text with everything that an answer can contain. */
export const richAnswer = `## What it shows

A **mountain lake** at *sunset*, with pines on the left and a small hut (see [the map](https://maps.example.org/lake)).
The sign says:

> Lake House
> open May–October

### Details

1. Foreground
   - pebbles, \`#8a7f70\`
   - a wooden pier
     - with two boats
2. Background: snow ~~and fog~~

| Object | Count | Colour |
| :--- | ---: | :---: |
| boat | 2 | red |
| hut | 1 | brown |
| a very long entry that does not fit into a narrow panel at all | 12,345 | grey |

\`\`\`python
def area(width: int, height: int) -> int:
    """The number of pixels of an image that is quite a bit wider than the panel."""
    return width * height
\`\`\`

![a chart](https://canary.example/chart.png)

---

That is all. <b>HTML</b> stays text.
`;
