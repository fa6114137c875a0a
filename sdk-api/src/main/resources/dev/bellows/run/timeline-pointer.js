// What is told of a point: by pointer, touch and keys.
let place = null;
const tip = document.getElementById('tip');
const cursor = document.getElementById('cursor');
const WORDS = { REQUESTED: 'requested', PENDING: 'waits for its start', RUNNING: 'runs, nobody looked', ACTIVE: 'runs tasks', IDLE: 'idle',
  HOLDING_SHUFFLE: 'holds shuffle data', DECOMMISSIONING: 'was told to go', DONE: 'done', FAILED: 'failed' };

/** What stands at a point, in lines. */
function told(x, y) {
  const at = timeAt(x), found = Object.entries(view.parts).find(([, part]) => y >= part.top - 18 && y < part.bottom + 5);
  const name = found ? found[0] : 'counts';
  const near = 8 / view.scale;
  const lines = [new Date(data.begin + at).toISOString().slice(0, 19) + `Z (${clock(at)})`];
  if (name === 'bars') {
    const bar = bars[Math.floor((y - view.parts.bars.top) / view.row)];
    return bar ? lines.concat(barLines(bar, at, near)) : lines;
  }
  if (name === 'marks') {
    const close = events.concat(decisions).filter(mark => Math.abs(mark.at - at) <= near)
      .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
    const rest = close.length > 6 ? [`and ${close.length - 6} more`] : [];
    return lines.concat(close.slice(0, 6).map(mark => `${clock(mark.at)} ${mark.text}`), rest);
  }
  if (name === 'stages') {
    const lane = Math.floor((y - view.parts.stages.top) / LANE);
    const stage = stages.list.find(each => each.lane === lane && at >= each.from - near / 4 && at <= each.to + near / 4);
    return stage ? lines.concat(`${stage.title}: ${stage.name}`, `${stage.tasks} tasks, ${clock(stage.to - stage.from)}, ${stage.status}`) : lines;
  }
  return lines.concat(countLines(at));
}

function countLines(at) {
  const step = lastAt(counts, at), sample = lastAt(samples, at), lines = [];
  lines.push(`${step.up} run` + (step.waiting ? `, ${step.waiting} wait` : ''));
  if (sample && sample.target >= 0) {
    lines.push(`Spark wants ${sample.target}` + (sample.needed >= 0 ? `, its tasks could use ${sample.needed}` : ''));
  }
  if (sample && sample.bytes > 0) { lines.push(`${size(sample.bytes)} of needed shuffle data`); }
  return lines;
}

function barLines(bar, at, near) {
  const span = bar.spans.find(each => at >= each.from && at <= each.to);
  const lines = [`executor ${bar.id}` + (data.attempts.length > 1 ? ` of attempt ${bar.attempt}` : '')
    + (bar.node ? ` on ${bar.node}` : '') + (bar.spot ? ' (spot)' : '')];
  if (span) {
    lines.push(`${WORDS[data.states[span.state]]} for ${clock(span.to - span.from)}` + (span.bytes > 0 ? `, ${size(span.bytes)} of needed shuffle data` : ''));
    if (span.why) { lines.push(span.why); }
  }
  if (bar.end && at >= bar.spans[bar.spans.length - 1].to - near) { lines.push(`ended: ${bar.end}`); }
  decisions.filter(decision => decision.id === bar.id && Math.abs(decision.at - at) <= near)
    .slice(0, 4).forEach(decision => lines.push(`◆ ${decision.text}`));
  return lines;
}

function show(x, y) {
  tip.textContent = told(x, y).join('\n');
  tip.hidden = cursor.hidden = false;
  cursor.style.left = `${xOf(timeAt(x))}px`;
  const left = x + 14 + tip.offsetWidth <= view.width ? x + 14 : Math.max(0, Math.min(x - 14 - tip.offsetWidth, view.width - tip.offsetWidth));
  const over = y + 18 + tip.offsetHeight > view.height && y - 12 - tip.offsetHeight > 0;
  tip.style.left = `${left}px`;
  tip.style.top = `${over ? y - 12 - tip.offsetHeight : y + 18}px`;
}

function hide() {
  tip.hidden = cursor.hidden = true;
}

function follow(event) {
  const box = canvas.getBoundingClientRect();
  place = { x: event.clientX - box.left, y: event.clientY - box.top };
  show(place.x, place.y);
}

canvas.addEventListener('pointermove', follow);
canvas.addEventListener('pointerdown', follow);
canvas.addEventListener('pointerleave', event => { if (event.pointerType === 'mouse') { hide(); } });
canvas.addEventListener('blur', hide);
canvas.addEventListener('keydown', event => {
  const across = (view.width - view.left - RIGHT) / (event.shiftKey ? 10 : 100), down = event.shiftKey ? 10 * view.row : view.row;
  const move = { ArrowLeft: [-across, 0], ArrowRight: [across, 0], ArrowUp: [0, -down], ArrowDown: [0, down] }[event.key];
  if (event.key === 'Escape') { hide(); }
  if (!move) { return; }
  event.preventDefault();
  place = place || { x: view.left, y: view.parts.bars.top + view.row / 2 };
  place.x = Math.min(view.width - RIGHT, Math.max(view.left, place.x + move[0]));
  place.y = Math.min(view.height - 20, Math.max(20, place.y + move[1]));
  show(place.x, place.y);
});
let width = 0;
new ResizeObserver(() => {
  if (chart.clientWidth !== width) {
    width = chart.clientWidth;
    hide();
    draw();
  }
}).observe(chart);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
width = chart.clientWidth;
draw();
document.documentElement.dataset.drawMillis = Math.ceil(performance.now() - started);
document.documentElement.dataset.readyMillis = Math.ceil(performance.now());
