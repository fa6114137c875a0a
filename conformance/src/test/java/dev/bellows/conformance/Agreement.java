package dev.bellows.conformance;

import dev.bellows.run.Executor;
import dev.bellows.run.ExecutorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds what the SDK says of each executor's shuffle data against what Spark's own bookkeeping said at about the same time: it prints that
 * ten times a second, or less often where the machine is busy. Whatever it printed while the SDK read counts, and a little before and after,
 * and the prints next to those.
 */
public final class Agreement {
    private static final Pattern TRACKED = Pattern.compile("TRACKED (?<at>\\d+) (?<states>.*)");
    private static final Pattern STATE = Pattern.compile("(\\d+)=([+-])");
    private static final Pattern LOST = Pattern.compile("LOST (?<at>\\d+) (?<executor>\\d+|-) (?<job>\\d+)");
    private static final Pattern REST = Pattern.compile("REST (?<at>\\d+)");
    private static final long AROUND_MILLIS = 300;

    private final List<Tracked> tracked = new CopyOnWriteArrayList<>();
    private final List<Lost> lost = new CopyOnWriteArrayList<>();
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private volatile long rest = Long.MAX_VALUE;

    /** What Spark said of its executors at a time. */
    private record Tracked(long at, Map<Integer, Boolean> holds) {}

    /** A task that did not find shuffle data; its executor, if that is known, and the beginning of its job. */
    private record Lost(long at, String executor, long jobBegan) {
        boolean isOf(int other) {
            return executor.equals("-") || executor.equals(Integer.toString(other));
        }
    }

    /** What the SDK said of an executor, read between two times. */
    private record Sample(long from, long to, Executor executor) {
        boolean holds() {
            return executor.holdsLiveShuffle();
        }
    }

    /** How often both said the same. */
    public record Table(Map<ExecutorState, int[]> rows, List<String> missed) {
        public int agreed() {
            return rows.values().stream().mapToInt(row -> row[0]).sum();
        }

        @Override
        public String toString() {
            return "state            agreed  held for longer  missed\n"
                    + rows.entrySet().stream()
                            .map(row -> "%-16s %6d %16d %7d"
                                    .formatted(row.getKey(), row.getValue()[0], row.getValue()[1], row.getValue()[2]))
                            .collect(Collectors.joining("\n"));
        }
    }

    /** Takes a line of the driver's log. */
    public void line(String line) {
        Matcher matcher = TRACKED.matcher(line);
        if (matcher.matches()) {
            Map<Integer, Boolean> holds = new HashMap<>();
            STATE.matcher(matcher.group("states"))
                    .results()
                    .forEach(each -> holds.put(
                            Integer.parseInt(each.group(1)), each.group(2).equals("+")));
            tracked.add(new Tracked(Long.parseLong(matcher.group("at")), holds));
        }
        Matcher resting = REST.matcher(line);
        if (resting.matches()) {
            rest = Long.parseLong(resting.group("at"));
        }
        Matcher missing = LOST.matcher(line);
        if (missing.matches()) {
            lost.add(new Lost(
                    Long.parseLong(missing.group("at")),
                    missing.group("executor"),
                    Long.parseLong(missing.group("job"))));
        }
    }

    /** Takes what the SDK read between two times. */
    public void sample(long from, long to, List<Executor> executors) {
        executors.stream()
                .filter(executor -> executor.work().isPresent())
                .forEach(executor -> samples.add(new Sample(from, to, executor)));
    }

    public Table table() {
        Map<ExecutorState, int[]> rows = new TreeMap<>();
        List<String> missed = new ArrayList<>();
        for (Sample sample : samples) {
            List<Boolean> said = around(sample);
            if (said.isEmpty()) {
                continue;
            }
            int column = said.contains(sample.holds()) ? 0 : sample.holds() ? 1 : 2;
            rows.computeIfAbsent(sample.executor().state(), any -> new int[3])[column]++;
            if (column == 2) {
                missed.add(sample.from() + " to " + sample.to() + ": " + sample.executor());
            }
        }
        return new Table(rows, missed);
    }

    /** Whether Spark held an executor for its data all the time between two moments. */
    public boolean heldThroughout(int executor, long from, long to) {
        List<Boolean> said = said(executor, from, to);
        return !said.isEmpty() && !said.contains(false);
    }

    /** How long it took, from when all shuffle data was let go, until Spark had so many executors or fewer, and no more since. */
    public Optional<Duration> scaledDown(int least) {
        List<Tracked> after = tracked.stream().filter(each -> each.at() >= rest).toList();
        int more = after.size() - 1;
        while (more >= 0 && after.get(more).holds().size() <= least) {
            more--;
        }
        return more + 1 < after.size()
                ? Optional.of(Duration.ofMillis(after.get(more + 1).at() - rest))
                : Optional.empty();
    }

    /** How many tasks did not find shuffle data of executors that had gone, whoever let them go. */
    public int lost() {
        return lost.size();
    }

    /** Whether what an executor held, or may have held, was missing since in a job that had begun by then. */
    public boolean wasMissed(int executor, long since) {
        return lost.stream().anyMatch(each -> each.isOf(executor) && each.jobBegan() <= since && since <= each.at());
    }

    private List<Boolean> around(Sample sample) {
        long from = sample.from() - AROUND_MILLIS;
        long to = sample.to() + AROUND_MILLIS;
        long before = tracked.stream()
                .mapToLong(Tracked::at)
                .filter(at -> at < from)
                .max()
                .orElse(from);
        long after = tracked.stream()
                .mapToLong(Tracked::at)
                .filter(at -> at > to)
                .min()
                .orElse(to);
        return said(sample.executor().id(), before, after);
    }

    private List<Boolean> said(int executor, long from, long to) {
        return tracked.stream()
                .filter(each -> each.at() >= from && each.at() <= to)
                .map(each -> each.holds().get(executor))
                .filter(held -> held != null)
                .toList();
    }
}
