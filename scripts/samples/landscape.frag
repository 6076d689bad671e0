#version 300 es
// A tarn at dawn: terrain of eroded noise is marched by rays, lit by a low sun, hazed by distance and mirrored in water.
// One unit is about 100 metres. All noise comes from integer hashes, so the picture is the same on every machine.
precision highp float;
precision highp int;

uniform vec2 size;
uniform vec2 offset;
uniform vec2 jitter;
uniform vec3 eye;
uniform vec2 aim; // yaw and pitch, radians
uniform float focal;
uniform vec3 sunDirection;
out vec4 colour;

const float far = 95.0;

float hash(ivec2 cell) {
  uvec2 q = uvec2(cell) * uvec2(1597334673u, 3812015801u);
  uint n = (q.x ^ q.y) * 1597334673u;
  n ^= n >> 15;
  n *= 2246822519u;
  n ^= n >> 13;
  return float(n) * (1.0 / 4294967296.0);
}

// Value noise with its slope: x is the height, yz the derivatives.
vec3 noise(vec2 p) {
  ivec2 i = ivec2(floor(p));
  vec2 f = fract(p);
  vec2 u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
  vec2 du = 30.0 * f * f * (f * (f - 2.0) + 1.0);
  float a = hash(i);
  float b = hash(i + ivec2(1, 0));
  float c = hash(i + ivec2(0, 1));
  float d = hash(i + ivec2(1, 1));
  float k = a - b - c + d;
  return vec3(a + (b - a) * u.x + (c - a) * u.y + k * u.x * u.y, du * (vec2(b - a, c - a) + k * u.yx));
}

const mat2 turn = mat2(0.8, -0.6, 0.6, 0.8);

float fbm(vec2 p, int octaves) {
  float sum = 0.0;
  float weight = 0.5;
  for (int i = 0; i < octaves; i++) {
    sum += weight * noise(p).x;
    weight *= 0.5;
    p = turn * p * 2.03 + 17.3;
  }
  return sum;
}

// Mountains whose small forms flatten where the slope is steep, as erosion leaves them.
float eroded(vec2 p, int octaves) {
  float sum = 0.0;
  float weight = 1.0;
  vec2 slope = vec2(0.0);
  for (int i = 0; i < octaves; i++) {
    vec3 n = noise(p);
    slope += n.yz;
    sum += weight * n.x / (1.0 + dot(slope, slope));
    weight *= 0.5;
    p = turn * p * 2.0;
  }
  return sum;
}

float valleyAxis(float z) { return 1.6 * sin(z * 0.11) - 0.4; }

float ground(vec2 p, int octaves) {
  float side = p.x - valleyAxis(p.y);
  float shore = 4.6 + 1.5 * (noise(p * 0.35).x - 0.5) + 0.5 * (noise(p * 1.3).x - 0.5);
  shore *= 1.0 - 0.75 * smoothstep(13.0, 27.0, p.y);
  float rise = smoothstep(shore, shore + 17.0, abs(side)) * (side < 0.0 ? 1.0 : 0.82);
  float head = smoothstep(22.0, 52.0, p.y);
  float mass = max(rise, head);
  float low = smoothstep(shore - 0.6, shore + 3.0, abs(side)) + smoothstep(17.0, 30.0, p.y);
  float rock = eroded(p * 0.085 + vec2(3.7, 9.2), octaves);
  float peak = 7.5 * exp(-dot((p - vec2(3.5, 50.0)) * vec2(0.085, 0.07), (p - vec2(3.5, 50.0)) * vec2(0.085, 0.07)));
  // A few stones break the water in front of the camera.
  vec2 q = p * 5.5 + 0.5 * noise(p * 9.0).x;
  float near = smoothstep(0.75, 1.0, p.y) * (1.0 - smoothstep(1.9, 2.6, p.y)) * smoothstep(0.3, -0.35, p.x + 0.42 * p.y + 0.25);
  float stones = near * (0.26 * smoothstep(0.35, 1.1, noise(q + 5.0).x) + 0.07 * noise(p * 13.0).x + 0.02 * noise(p * 37.0).x + 0.008 * noise(p * 90.0).x);
  return -0.22 + stones + 0.45 * min(low, 1.4) * (0.5 + 0.8 * noise(p * 0.6 + 4.0).x) + 10.5 * mass * rock + peak * (0.35 + rock);
}

float treeLine(vec2 p, float h) {
  float patches = fbm(p * 0.55 + 31.0, 4);
  return smoothstep(0.02, 0.14, h) * (1.0 - smoothstep(1.5, 3.2, h + 2.2 * (patches - 0.5))) * smoothstep(0.3, 0.44, patches + 0.08);
}

// Conifers: one cone in each cell of a small grid.
float trees(vec2 p, float h) {
  float forest = p.y < 4.0 ? 0.0 : treeLine(p, h);
  if (forest < 0.02) return 0.0;
  float best = 0.0;
  const float cell = 0.085;
  vec2 q = p / cell;
  ivec2 base = ivec2(floor(q));
  for (int dy = -1; dy <= 1; dy++) {
    for (int dx = -1; dx <= 1; dx++) {
      ivec2 c = base + ivec2(dx, dy);
      float r = hash(c);
      vec2 centre = vec2(c) + 0.5 + 0.7 * (vec2(hash(c + 71), hash(c + 131)) - 0.5);
      float tall = (0.09 + 0.15 * r) * step(0.18, hash(c + 211) * forest + 0.1);
      best = max(best, tall * (1.0 - length(q - centre) / 0.85));
    }
  }
  return best;
}

float surface(vec2 p, int octaves) {
  float h = ground(p, octaves);
  return h + (h < 3.4 && h > 0.0 ? trees(p, h) : 0.0);
}

float march(vec3 from, vec3 ray, float start, int steps) {
  float t = start;
  float previous = start;
  for (int i = 0; i < 420; i++) {
    if (i >= steps || t > far) break;
    vec3 p = from + t * ray;
    if (p.y > 17.0 && ray.y > 0.0) return far + 1.0;
    float gap = p.y - surface(p.xz, 9);
    if (gap < 0.0006 * t) {
      // Halve back to the surface.
      float lo = previous;
      float hi = t;
      for (int k = 0; k < 6; k++) {
        float mid = 0.5 * (lo + hi);
        vec3 m = from + mid * ray;
        if (m.y < surface(m.xz, 9)) hi = mid;
        else lo = mid;
      }
      return 0.5 * (lo + hi);
    }
    previous = t;
    t += max(0.3 * gap, 0.0008 * t + 0.004);
  }
  return t;
}

float sunlight(vec3 from) {
  float open = 1.0;
  float t = 0.12;
  for (int i = 0; i < 42; i++) {
    vec3 p = from + t * sunDirection;
    if (p.y > 15.0) break;
    float gap = p.y - ground(p.xz, 7);
    open = min(open, 14.0 * gap / t);
    if (open < 0.01) return 0.0;
    t += clamp(0.5 * gap, 0.1, 2.5);
  }
  return smoothstep(0.0, 1.0, open);
}

vec3 sky(vec3 ray) {
  float up = max(ray.y, 0.0);
  float near = max(dot(ray, sunDirection), 0.0);
  vec3 high = vec3(0.13, 0.27, 0.55);
  vec3 low = vec3(0.62, 0.66, 0.76);
  vec3 c = mix(low, high, pow(smoothstep(0.0, 0.62, up), 0.72));
  c = mix(c, vec3(1.0, 0.66, 0.42), 0.75 * exp(-up * 7.0) * (0.22 + 0.78 * pow(near, 2.5)));
  c += vec3(1.0, 0.62, 0.3) * 0.32 * pow(near, 7.0) + vec3(1.0, 0.8, 0.55) * 0.5 * pow(near, 60.0);
  // Two decks of cloud: long streaks high up, soft banks lower down.
  if (ray.y > 0.012) {
    vec2 q = ray.xz / (ray.y + 0.06);
    float streaks = fbm(q * vec2(0.55, 1.5) + vec2(2.0, 5.0) + 0.6 * fbm(q * 0.8, 4), 7);
    float banks = fbm(q * vec2(0.42, 0.95) + 40.0 + 0.9 * fbm(q * 0.5 + 8.0, 5), 8);
    float a = smoothstep(0.47, 0.78, streaks) * 0.62 + smoothstep(0.5, 0.8, banks) * 0.75;
    a *= smoothstep(0.012, 0.16, ray.y);
    vec3 lit = mix(vec3(0.86, 0.8, 0.84), vec3(1.15, 0.74, 0.54), 0.25 + 0.75 * pow(near, 1.6));
    vec3 shade = vec3(0.5, 0.52, 0.63);
    float deck = fbm(q * vec2(0.42, 0.95) + 40.12 + 0.9 * fbm(q * 0.5 + 8.05, 4), 6);
    c = mix(c, mix(lit, shade, smoothstep(0.5, 0.72, deck) * 0.65), clamp(a, 0.0, 0.92));
  }
  return c;
}

vec3 haze(vec3 c, vec3 from, vec3 ray, float t) {
  float near = max(dot(ray, sunDirection), 0.0);
  float height = from.y + 0.5 * t * ray.y;
  float depth = t * 0.0098 * exp(-max(height, 0.0) * 0.09);
  vec3 air = mix(vec3(0.5, 0.58, 0.72), vec3(1.0, 0.72, 0.5), 0.8 * pow(near, 3.0));
  c = c * exp(-depth * vec3(0.85, 1.0, 1.25)) + air * (1.0 - exp(-depth * vec3(0.8, 1.0, 1.3)));
  // Mist that lies on the lake's far end.
  vec3 end = from + t * ray;
  float patches = fbm(end.xz * vec2(0.22, 0.35) + 3.0, 4);
  float lying = smoothstep(9.0, 21.0, end.z) * exp(-max(end.y - 0.05, 0.0) * 3.2) * smoothstep(0.25, 0.65, patches);
  return mix(c, vec3(0.78, 0.76, 0.8), 0.62 * lying);
}

vec3 land(vec3 from, vec3 ray, float t) {
  vec3 p = from + t * ray;
  float e = max(0.0011 * t, 0.004);
  float h = surface(p.xz, 11);
  vec3 n = normalize(vec3(
    surface(p.xz - vec2(e, 0.0), 11) - surface(p.xz + vec2(e, 0.0), 11), 2.0 * e,
    surface(p.xz - vec2(0.0, e), 11) - surface(p.xz + vec2(0.0, e), 11)));
  float g = ground(p.xz, 9);
  float wide = 0.06;
  vec3 slope = normalize(vec3(
    ground(p.xz - vec2(wide, 0.0), 9) - ground(p.xz + vec2(wide, 0.0), 9), 2.0 * wide,
    ground(p.xz - vec2(0.0, wide), 9) - ground(p.xz + vec2(0.0, wide), 9)));
  float grain = fbm(p.xz * 9.0, 4);
  float strata = noise(vec2(p.y * 5.0 + 2.0 * grain, p.x * 0.25)).x;

  vec3 rock = mix(vec3(0.16, 0.145, 0.135), vec3(0.3, 0.275, 0.25), 0.55 * strata + 0.45 * grain);
  vec3 meadow = mix(vec3(0.13, 0.14, 0.055), vec3(0.25, 0.2, 0.085), fbm(p.xz * 1.9, 4));
  vec3 c = mix(rock, meadow, smoothstep(0.72, 0.9, slope.y) * (1.0 - smoothstep(2.4, 4.2, g + grain)) * smoothstep(3.0, 4.0, p.z));
  float forest = p.z < 4.0 ? 0.0 : treeLine(p.xz, g);
  float canopy = clamp((h - g) / 0.14, 0.0, 1.0);
  vec3 needles = mix(vec3(0.012, 0.022, 0.014), vec3(0.07, 0.088, 0.035), canopy) * (0.65 + 0.7 * noise(p.xz * 3.1).x);
  c = mix(c, needles, forest * smoothstep(0.0, 0.25, canopy + 0.25 * forest));
  float snow = smoothstep(3.9, 5.6, p.y + 1.7 * (fbm(p.xz * 0.8, 4) - 0.5)) * smoothstep(0.5, 0.72, slope.y + 0.22 * (grain - 0.5));
  c = mix(c, vec3(0.82, 0.85, 0.9), snow);
  // Wet stones at the water's edge.
  c = mix(vec3(0.055, 0.05, 0.045) + 0.06 * grain, c, smoothstep(0.0, 0.06, p.y));

  float lit = max(dot(n, sunDirection), 0.0) * sunlight(p + n * 0.03);
  float open = 0.5 + 0.5 * n.y;
  vec3 light = vec3(4.3, 2.5, 1.3) * lit + vec3(0.3, 0.4, 0.62) * open + vec3(0.2, 0.13, 0.09) * max(dot(n, -sunDirection * vec3(1.0, 0.0, 1.0)), 0.0);
  c *= light * mix(1.0, 0.4 + 0.6 * canopy, forest);
  return c;
}

vec3 scene(vec3 from, vec3 ray, int steps) {
  float t = march(from, ray, 0.05, steps);
  return t > far ? sky(ray) : haze(land(from, ray, t), from, ray, t);
}

vec3 filmic(vec3 c) {
  c *= 1.02;
  c = mix(vec3(dot(c, vec3(0.3, 0.59, 0.11))), c, 1.12);
  c = max(c, 0.0);
  c = (c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14);
  c = pow(clamp(c, 0.0, 1.0), vec3(1.0 / 2.2));
  return mix(c, c * c * (3.0 - 2.0 * c), 0.35);
}

void main() {
  vec2 uv = (2.0 * (gl_FragCoord.xy + offset + jitter) - size) / size.y;
  vec3 ray = normalize(vec3(uv, focal));
  ray.yz = mat2(cos(aim.y), -sin(aim.y), sin(aim.y), cos(aim.y)) * ray.yz;
  ray.xz = mat2(cos(aim.x), sin(aim.x), -sin(aim.x), cos(aim.x)) * ray.xz;

  float water = ray.y < 0.0 ? -eye.y / ray.y : far + 1.0;
  float t = march(eye, ray, 0.05, 420);
  vec3 c;
  if (water < min(t, far)) {
    vec3 p = eye + water * ray;
    // Ripples: fine near the shore, long and faint further out, with calm lanes between them.
    float lanes = smoothstep(0.3, 0.7, fbm(p.xz * vec2(0.25, 0.8), 4));
    vec2 q = p.xz * vec2(5.0, 14.0);
    vec3 a = noise(q + 2.0 * noise(q * 0.3).x);
    vec3 b = noise(turn * q * 2.6);
    vec3 d = noise(p.xz * vec2(26.0, 60.0));
    vec2 bump = (a.yz * 0.55 + b.yz * 0.3 + d.yz * 0.12) * (0.006 + 0.03 * lanes) / (1.0 + 0.14 * water);
    vec3 n = normalize(vec3(bump.x, 1.0, bump.y));
    vec3 mirror = reflect(ray, n);
    mirror.y = max(mirror.y, 0.002);
    float fresnel = 0.035 + 0.965 * pow(1.0 - max(dot(n, -ray), 0.0), 5.0);
    vec3 deep = vec3(0.012, 0.04, 0.05);
    float depth = -ground(p.xz, 6);
    vec3 bed = mix(vec3(0.12, 0.1, 0.07) * (0.6 + 0.8 * fbm(p.xz * 14.0, 4)), deep, smoothstep(0.0, 0.16, depth));
    c = mix(bed, scene(p + vec3(0.0, 0.002, 0.0), mirror, 300) * 0.93, clamp(fresnel * 1.15 + 0.05, 0.0, 1.0));
    c = haze(c, eye, ray, water);
  } else {
    c = t > far ? sky(ray) : haze(land(eye, ray, t), eye, ray, t);
  }
  vec2 from = (gl_FragCoord.xy + offset) / size - 0.5;
  c *= 1.0 - 0.55 * dot(from, from);
  colour = vec4(filmic(c), 1.0);
}
