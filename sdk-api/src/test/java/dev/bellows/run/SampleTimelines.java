package dev.bellows.run;

import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.Timeline.Attempt;
import dev.bellows.run.Timeline.Bar;
import dev.bellows.run.Timeline.Event;
import dev.bellows.run.Timeline.Sample;
import dev.bellows.run.Timeline.Span;
import dev.bellows.run.Timeline.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Time lines of runs that never were, each as its seed has it. */
public final class SampleTimelines {
    private static final Instant BEGIN = Instant.parse("2026-11-20T02:00:00Z");
    private static final Duration START = Duration.ofSeconds(20);
    private static final List<ExecutorState> LIFE = List.of(
            ExecutorState.ACTIVE,
            ExecutorState.ACTIVE,
            ExecutorState.IDLE,
            ExecutorState.ACTIVE,
            ExecutorState.HOLDING_SHUFFLE);

    private final Random random;
    private final long length;

    private SampleTimelines(long seed, Duration length) {
        this.random = new Random(seed);
        this.length = length.toMillis();
    }

    /** A run with so many executors, each of which changes what it does about every three minutes. */
    public static Timeline of(long seed, RunId run, int executors, Duration length) {
        return new SampleTimelines(seed, length).timeline(run, executors);
    }

    private Timeline timeline(RunId run, int executors) {
        List<Bar> bars = new ArrayList<>();
        for (int id = 1; id <= executors; id++) {
            bars.add(bar(id, length * id / executors / 3));
        }
        return new Timeline(
                run,
                RunStatus.SUCCEEDED,
                BEGIN,
                at(length),
                List.of(new Attempt(1, BEGIN, at(length), "SUCCEEDED")),
                bars,
                0,
                samples(executors),
                stages(),
                List.of(
                        new Event(at(0), "submitted"),
                        new Event(at(4_000), "driver running on node-a"),
                        new Event(at(length), "ended: SUCCEEDED")),
                decisions(executors));
    }

    private Bar bar(int id, long begin) {
        List<Span> spans = new ArrayList<>();
        long now = begin;
        long end = length - random.nextInt((int) Math.max(1, length / 3));
        now = add(spans, now, now + START.toMillis(), ExecutorState.PENDING, "it does not run yet");
        for (int turn = id; now < end; turn++) {
            ExecutorState state = LIFE.get(turn % LIFE.size());
            long until = Math.min(end, now + 60_000 + random.nextInt(240_000));
            now = add(spans, now, until, state, "it is " + state + " for what it does, " + random.nextInt(40));
        }
        boolean failed = id % 17 == 0;
        if (!failed) {
            add(spans, now, now + 9_000, ExecutorState.DECOMMISSIONING, "it was told to go");
        }
        return new Bar(
                1,
                id,
                "node-" + (char) ('a' + id % 7),
                id % 2 == 0,
                spans,
                failed ? "exit code 137 (OOMKilled)" : "",
                failed);
    }

    private long add(List<Span> spans, long from, long to, ExecutorState state, String why) {
        long bytes = state == ExecutorState.HOLDING_SHUFFLE ? 1L << (20 + random.nextInt(12)) : 0;
        long until = Math.min(to, length);
        spans.add(new Span(at(from), at(until), state, bytes, why));
        return until;
    }

    private List<Sample> samples(int executors) {
        List<Sample> samples = new ArrayList<>();
        for (long now = 10_000; now < length; now += Math.max(10_000, length / 900)) {
            double part = Math.min(1, 3.0 * now / length) * (now > length * 2 / 3 ? 0.6 : 1);
            int target = (int) Math.ceil(executors * part);
            long bytes = (long) (Math.abs(Math.sin(now / 1e6)) * executors * (1L << 28));
            samples.add(new Sample(at(now), OptionalInt.of(target), OptionalInt.of(target + 3), bytes));
        }
        return samples;
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        long now = 30_000;
        for (int id = 0; now < length * 9 / 10; id++) {
            long until = Math.min(length, now + length / 40 + random.nextInt((int) (length / 20)));
            stages.add(new Stage(id, 0, "collect at Revenue.scala:" + (40 + id), 200, at(now), at(until), "COMPLETE"));
            now = until - length / 60;
        }
        return stages;
    }

    private List<Decision> decisions(int executors) {
        List<Decision> decisions = new ArrayList<>();
        for (int id = 3; id <= executors; id += Math.max(3, executors / 60)) {
            boolean goes = id % 2 == 0;
            decisions.add(new Decision(
                    at(length / 2 + length * id / executors / 3),
                    id,
                    goes ? Outcome.RELEASED : Outcome.KEPT,
                    goes
                            ? "idle for PT2M10S, Spark wants 12, 30 stay"
                            : "it holds 3 GiB of shuffle data that running work needs"));
        }
        return decisions;
    }

    private static Instant at(long millis) {
        return BEGIN.plusMillis(millis);
    }
}
