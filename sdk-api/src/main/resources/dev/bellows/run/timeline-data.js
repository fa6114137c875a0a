// What the page was given.
const started = performance.now();
const data = JSON.parse(document.getElementById('data').textContent);
const STATE = Object.fromEntries(data.states.map((name, index) => [name, index]));
const MOST_LANES = 8;

const bars = data.bars.map(([attempt, id, node, spot, end, failed, flat]) => {
  const spans = [];
  for (let i = 0; i < flat.length; i += 5) {
    spans.push({ from: flat[i], to: flat[i + 1], state: flat[i + 2], bytes: flat[i + 3], why: data.texts[flat[i + 4]] });
  }
  return { attempt, id, node: data.texts[node], spot, end: data.texts[end], failed, spans };
});
const decisions = data.decisions.map(([at, id, outcome, why]) => ({ at, id, text: `executor ${id} ${outcome}: ${data.texts[why]}` }));
const events = data.events.map(([at, text]) => ({ at, text: data.texts[text] }));
const samples = data.samples.map(([at, target, needed, bytes]) => ({ at, target, needed, bytes }));
const counts = countChanges();
const stages = inLanes(data.stages.map(([from, to, title, name, tasks, status]) =>
  ({ from, to, title, name: data.texts[name], tasks, status: data.texts[status] })));
const mostBytes = Math.max(0, ...samples.map(sample => sample.bytes));

/** How many executors run and wait, at each moment at which that changes. */
function countChanges() {
  const changes = [];
  for (const bar of bars) {
    for (const span of bar.spans) {
      const waits = span.state <= STATE.PENDING;
      if (span.state <= STATE.DECOMMISSIONING) {
        changes.push([span.from, waits ? 0 : 1, waits ? 1 : 0], [span.to, waits ? 0 : -1, waits ? -1 : 0]);
      }
    }
  }
  changes.sort((a, b) => a[0] - b[0]);
  const steps = [{ at: 0, up: 0, waiting: 0 }];
  for (const [at, up, waiting] of changes) {
    let last = steps[steps.length - 1];
    if (last.at !== at) {
      last = { at, up: last.up, waiting: last.waiting };
      steps.push(last);
    }
    last.up += up;
    last.waiting += waiting;
  }
  return steps;
}

/** Each stage in the first lane that is free when it begins. */
function inLanes(list) {
  const free = [];
  for (const stage of list) {
    let lane = free.findIndex(until => until <= stage.from);
    if (lane < 0) {
      lane = Math.min(free.length, MOST_LANES - 1);
    }
    free[lane] = Math.max(stage.to, free[lane] || 0);
    stage.lane = lane;
  }
  return { list, lanes: free.length };
}

function clock(millis) {
  const all = Math.floor(millis / 1000), h = Math.floor(all / 3600), m = Math.floor(all / 60) % 60, s = all % 60;
  const two = n => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function size(bytes) {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  for (; bytes >= 1024 && unit < units.length - 1; unit++) {
    bytes /= 1024;
  }
  return `${unit === 0 || bytes >= 100 ? Math.round(bytes) : bytes.toFixed(1)} ${units[unit]}`;
}

/** The last of a list, sorted by time, that is not after a moment. */
function lastAt(list, at) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].at <= at) { low = middle + 1; } else { high = middle; }
  }
  return list[low - 1];
}
