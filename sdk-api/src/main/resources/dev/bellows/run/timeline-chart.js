// The chart: parts below each other, one time axis, painted at once.
const canvas = document.getElementById('canvas');
const chart = document.getElementById('chart');
const HEIGHT = { REQUESTED: 0.3, PENDING: 0.3, RUNNING: 0.65, ACTIVE: 1, IDLE: 0.5, HOLDING_SHUFFLE: 1, DECOMMISSIONING: 1, DONE: 0.2, FAILED: 0.2 };
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800].map(s => s * 1000);
const RIGHT = 14, LANE = 10, FONT = '11px system-ui, sans-serif';
let view;

function layout() {
  const width = Math.max(240, chart.clientWidth);
  const many = bars.length;
  const row = many <= 30 ? 18 : many <= 80 ? 12 : many <= 200 ? 8 : many <= 800 ? 4 : 2;
  const parts = {};
  let y = 18;
  const part = (name, title, height) => {
    parts[name] = { title, top: y + 18, height, bottom: y + 18 + height };
    y += 18 + height + 10;
  };
  if (events.length + decisions.length > 0) { part('marks', 'Events and decisions', 24); }
  part('counts', samples.some(sample => sample.target >= 0) ? 'Executors: running, waiting (grey), wanted by Spark (line)' : 'Executors: running, waiting (grey)', 92);
  if (mostBytes > 0) { part('shuffle', `Shuffle data that running work needs, up to ${size(mostBytes)}`, 48); }
  if (stages.lanes > 0) { part('stages', 'Stages', stages.lanes * LANE); }
  part('bars', many === 0 ? 'No executor was seen' : 'Each executor', many * row);
  const left = Math.max(30, 12 + 6.5 * String(Math.max(0, ...bars.map(bar => bar.id))).length);
  return { width, height: y + 12, left, row, parts, scale: (width - left - RIGHT) / data.length };
}

const xOf = at => view.left + at * view.scale;
const timeAt = x => Math.min(data.length, Math.max(0, (x - view.left) / view.scale));

function draw() {
  view = layout();
  const ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(6e7 / (view.width * view.height)));
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  canvas.style.height = `${view.height}px`;
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(`--${name}`).trim();
  const g = canvas.getContext('2d');
  g.scale(ratio, ratio);
  g.font = FONT;
  g.textBaseline = 'middle';
  drawGrid(g, colour);
  drawCounts(g, colour);
  if (view.parts.shuffle) { drawShuffle(g, colour); }
  if (view.parts.stages) { drawStages(g, colour); }
  drawBars(g, colour);
  if (view.parts.marks) { drawMarks(g, colour); }
  // Reading a point back waits until all of it is painted.
  g.getImageData(0, 0, 1, 1);
}

function drawGrid(g, colour) {
  const step = STEPS.find(s => s * view.scale >= 64) || STEPS[STEPS.length - 1];
  g.textAlign = 'center';
  for (let at = 0; at <= data.length; at += step) {
    const x = Math.round(xOf(at)) + 0.5;
    g.fillStyle = colour('grid');
    g.fillRect(x - 0.5, 18, 1, view.height - 34);
    g.fillStyle = colour('soft');
    const half = g.measureText(clock(at)).width / 2;
    const inside = Math.min(Math.max(x, half), view.width - half);
    g.fillText(clock(at), inside, 8);
    g.fillText(clock(at), inside, view.height - 8);
  }
  g.textAlign = 'left';
  for (const part of Object.values(view.parts)) {
    g.fillStyle = colour('soft');
    g.fillText(part.title, 0, part.top - 9, view.width);
  }
  for (const attempt of data.attempts.slice(1)) {
    g.fillStyle = colour('ink');
    g.fillRect(Math.round(xOf(attempt[1])), 18, 1, view.height - 34);
    g.fillText(`attempt ${attempt[0]}`, Math.min(xOf(attempt[1]) + 4, view.width - 60), 26);
  }
}

function steps(g, part, list, value, most, fill) {
  const y = v => part.bottom - v / most * part.height;
  g.beginPath();
  let last = fill ? 0 : null;
  if (fill) { g.moveTo(xOf(0), part.bottom); }
  for (const step of list) {
    const v = value(step);
    if (v < 0) { last = null; continue; }
    if (last === null) { g.moveTo(xOf(step.at), y(v)); } else { g.lineTo(xOf(step.at), y(last)); g.lineTo(xOf(step.at), y(v)); }
    last = v;
  }
  if (last !== null) { g.lineTo(xOf(data.length), y(last)); }
  if (fill) { g.lineTo(xOf(data.length), part.bottom); g.fill(); } else { g.stroke(); }
}

function drawCounts(g, colour) {
  const part = view.parts.counts;
  const most = Math.max(1, ...counts.map(step => step.up + step.waiting), ...samples.map(sample => sample.target));
  g.fillStyle = colour('PENDING');
  steps(g, part, counts, step => step.up + step.waiting, most, true);
  g.fillStyle = colour('ACTIVE');
  steps(g, part, counts, step => step.up, most, true);
  g.strokeStyle = colour('paper');
  g.lineWidth = 4;
  steps(g, part, samples, sample => sample.target, most, false);
  g.strokeStyle = colour('target');
  g.lineWidth = 1.5;
  steps(g, part, samples, sample => sample.target, most, false);
  g.fillStyle = colour('line');
  g.fillRect(view.left, part.bottom, view.width - view.left - RIGHT, 1);
  g.fillStyle = colour('soft');
  g.textAlign = 'right';
  g.fillText(most, view.left - 5, part.top + 5);
  g.fillText(0, view.left - 5, part.bottom - 4);
  g.textAlign = 'left';
}

function drawShuffle(g, colour) {
  const part = view.parts.shuffle;
  g.fillStyle = colour('HOLDING_SHUFFLE');
  steps(g, part, samples, sample => sample.bytes, mostBytes, true);
  g.fillStyle = colour('line');
  g.fillRect(view.left, part.bottom, view.width - view.left - RIGHT, 1);
}

function drawStages(g, colour) {
  const part = view.parts.stages;
  for (const stage of stages.list) {
    const x = xOf(stage.from), wide = Math.max(1.5, (stage.to - stage.from) * view.scale - 0.5);
    g.fillStyle = colour(stage.status === 'FAILED' ? 'DECOMMISSIONING' : 'stage');
    g.fillRect(x, part.top + stage.lane * LANE + 1, wide, LANE - 2);
  }
}

function drawBars(g, colour) {
  const part = view.parts.bars, row = view.row, gap = row > 4 ? 2 : row > 2 ? 1 : 0;
  data.states.forEach((name, state) => {
    const high = Math.max(1, (row - gap) * HEIGHT[name]);
    g.fillStyle = colour(name);
    bars.forEach((bar, index) => {
      const y = part.top + index * row + (row - high) / 2;
      for (const span of bar.spans) {
        if (span.state === state) { g.fillRect(xOf(span.from), y, Math.max(0.75, (span.to - span.from) * view.scale), high); }
      }
    });
  });
  if (row >= 8) { hatch(g, colour, part, row, gap); }
  const every = Math.ceil(13 / row), round = every === 1 ? 1 : every <= 2 ? 2 : every <= 5 ? 5 : 10;
  g.font = row < 12 ? '10px system-ui, sans-serif' : FONT;
  bars.forEach((bar, index) => {
    const y = part.top + (index + 0.5) * row, end = bar.spans[bar.spans.length - 1].to;
    if (bar.failed) {
      g.fillStyle = colour('FAILED');
      g.textAlign = 'center';
      g.fillText('✕', Math.min(xOf(end), view.width - 5), y);
    }
    if (index % round === 0) {
      g.fillStyle = colour('soft');
      g.textAlign = 'right';
      g.fillText(bar.id, view.left - 5, y);
    }
  });
  g.textAlign = 'left';
  g.font = FONT;
}

/** Who holds shuffle data is told from the others without colours, too. */
function hatch(g, colour, part, row, gap) {
  g.save();
  g.beginPath();
  bars.forEach((bar, index) => bar.spans.filter(span => span.state === STATE.HOLDING_SHUFFLE).forEach(span =>
    g.rect(xOf(span.from), part.top + index * row + gap / 2, (span.to - span.from) * view.scale, row - gap)));
  g.clip();
  g.beginPath();
  g.strokeStyle = colour('paper');
  g.globalAlpha = 0.4;
  g.lineWidth = 1.5;
  for (let x = view.left - part.height; x < view.width; x += 7) {
    g.moveTo(x, part.bottom);
    g.lineTo(x + part.height, part.top);
  }
  g.stroke();
  g.restore();
}

function drawMarks(g, colour) {
  const part = view.parts.marks;
  g.textAlign = 'center';
  g.fillStyle = colour('ink');
  events.forEach(event => g.fillText('▾', xOf(event.at), part.top + 6));
  decisions.forEach(decision => g.fillText('◆', xOf(decision.at), part.top + 18));
  const rows = new Map(bars.map((bar, index) => [bar.id, index]));
  if (view.row >= 8) {
    g.font = '9px system-ui, sans-serif';
    g.strokeStyle = colour('paper');
    g.lineWidth = 3;
    decisions.filter(decision => rows.has(decision.id)).forEach(decision => {
      const x = xOf(decision.at), y = view.parts.bars.top + (rows.get(decision.id) + 0.5) * view.row;
      g.strokeText('◆', x, y);
      g.fillText('◆', x, y);
    });
    g.font = FONT;
  }
  g.textAlign = 'left';
}
