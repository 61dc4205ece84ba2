// The growth of the cost as a picture: both axes logarithmic, so that what is linear is a straight
// line.

const WIDTH = 460;
const HEIGHT = 300;
const EDGE = 50;

const chart = (title, series, x0) => {
  const xs = series.flatMap(({ points }) => points.map(([x]) => x));
  const ys = series.flatMap(({ points }) => points.map(([, y]) => y));
  const scale = (values, from, to) => {
    const [low, high] = [
      Math.floor(Math.log10(Math.min(...values))),
      Math.ceil(Math.log10(Math.max(...values))),
    ];
    const at = (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
    return { at, marks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)) };
  };
  const x = scale(xs, x0 + EDGE, x0 + WIDTH - 20);
  const y = scale(ys, HEIGHT - EDGE, 40);
  const text = (at, down, content, anchor = 'middle') =>
    `<text x="${at}" y="${down}" text-anchor="${anchor}">${content}</text>`;
  return [
    text(x0 + WIDTH / 2, 22, title),
    ...x.marks.map(
      (mark) =>
        `<path d="M${x.at(mark)} 40V${HEIGHT - EDGE}"/>${text(x.at(mark), HEIGHT - EDGE + 18, mark.toLocaleString('en'))}`,
    ),
    ...y.marks.map(
      (mark) =>
        `<path d="M${x0 + EDGE} ${y.at(mark)}H${x0 + WIDTH - 20}"/>${text(x0 + EDGE - 6, y.at(mark) + 4, `${mark}`, 'end')}`,
    ),
    ...series.map(({ name, points, color }, index) => {
      const line = points
        .map(([px, py], at) => `${at ? 'L' : 'M'}${x.at(px).toFixed(1)} ${y.at(py).toFixed(1)}`)
        .join('');
      return `<path d="${line}" style="stroke:${color};stroke-width:2.5"/><text x="${x0 + EDGE + 10}" y="${58 + index * 18}" style="fill:${color}">${name}</text>`;
    }),
  ].join('\n');
};

export function picture({ rows, segments }) {
  const points = (figures, key) => figures.map((row) => [row.count, row[key]]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * 2} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="none">
<rect width="100%" height="100%" fill="#fff"/><style>path{stroke:#ddd}text{fill:#333}</style>
${chart(
  'rows held: microseconds',
  [
    { name: 'one event', points: points(rows, 'receiveUs'), color: '#a85800' },
    { name: 'advance', points: points(rows, 'nextChangeUs'), color: '#8b1fa9' },
    { name: 'six timers of all rows', points: points(rows, 'timersUs'), color: '#2451c9' },
  ],
  0,
)}
${chart(
  'segments of a chat: microseconds',
  [
    { name: 'parseChat', points: points(segments, 'parseUs'), color: '#2451c9' },
    { name: 'durations of an object', points: points(segments, 'durationsUs'), color: '#127a4b' },
  ],
  WIDTH,
)}
</svg>
`;
}
