package dev.bellows.k8s.internal.executors;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.internal.executors.DriverReport.StageTry;
import dev.bellows.run.Executor;
import dev.bellows.run.Executor.Work;
import dev.bellows.run.Timeline.Sample;
import dev.bellows.run.Timeline.Span;
import dev.bellows.run.Timeline.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What readings have told of a run's executors over time. Needs no more than a few megabytes however long a run is: what is short is
 * forgotten first, then executors that ended first. Thread-safe.
 */
final class TimelineLog {
    /** Between readings further apart nobody knows what executors did; a policy looks every ten seconds. */
    static final Duration LOOKED_AWAY = Duration.ofMinutes(1);

    private static final int MOST_SAMPLES = 1_000;
    private static final int MOST_STAGES = 500;
    private static final Duration FIRST_GRAIN = Duration.ofSeconds(10);

    private final int mostExecutors;
    private final int mostSpans;
    private final Map<Who, Life> lives = new HashMap<>();
    private final Map<StageOf, Stage> stages = new LinkedHashMap<>();
    private List<Sample> samples = new ArrayList<>();
    private Instant last = Instant.MIN;

    TimelineLog() {
        this(2_000, 20_000);
    }

    TimelineLog(int mostExecutors, int mostSpans) {
        this.mostExecutors = mostExecutors;
        this.mostSpans = mostSpans;
    }

    /** An executor, in whatever attempt. */
    record Who(int attempt, int id) {}

    /**
     * An executor as it was seen.
     *
     * @param spans what it did, with gaps where nobody looked
     */
    record Life(String node, boolean spot, List<Span> spans) {
        Instant seenLast() {
            return spans.get(spans.size() - 1).to();
        }
    }

    /** All that is known, as it stands. */
    record Contents(Map<Who, Life> lives, List<Sample> samples, List<Stage> stages) {}

    private record StageOf(int attempt, StageTry id) {}

    synchronized Contents contents() {
        Map<Who, Life> copies = new HashMap<>();
        lives.forEach((who, life) -> copies.put(who, new Life(life.node(), life.spot(), List.copyOf(life.spans()))));
        return new Contents(copies, List.copyOf(samples), List.copyOf(stages.values()));
    }

    synchronized void add(Reading reading, Instant now) {
        int attempt = attempt(reading);
        boolean looked = !now.isBefore(last) && Duration.between(last, now).compareTo(LOOKED_AWAY) <= 0;
        long bytes = 0;
        for (Executor executor : reading.executors()) {
            if (executor.state().isAlive()) {
                add(new Who(attempt, executor.id()), executor, now, looked);
                bytes += liveBytes(executor);
            }
        }
        last = now;
        OptionalInt needed = reading.report().map(DriverReport::needed).orElseGet(OptionalInt::empty);
        samples.add(new Sample(now, reading.target(), needed, bytes));
        reading.report().ifPresent(report -> report.stages().forEach(stage -> add(attempt, stage, now)));
        forget();
    }

    private static int attempt(Reading reading) {
        return reading.pods().stream()
                .map(pod -> pod.labels().getOrDefault(BellowsLabels.ATTEMPT, ""))
                .filter(number -> number.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    private void add(Who who, Executor executor, Instant now, boolean looked) {
        Life before = lives.get(who);
        List<Span> spans = before == null ? new ArrayList<>() : before.spans();
        Span next = new Span(
                now, now, executor.state(), liveBytes(executor), executor.kept().why());
        int at = spans.size() - 1;
        if (at >= 0 && looked && spans.get(at).to().equals(last)) {
            Span open = spans.get(at);
            boolean same = open.state() == next.state();
            long most = same ? Math.max(open.liveShuffleBytes(), next.liveShuffleBytes()) : open.liveShuffleBytes();
            spans.set(at, new Span(open.from(), now, open.state(), most, same ? next.why() : open.why()));
            if (same) {
                lives.put(who, new Life(executor.node(), executor.spot(), spans));
                return;
            }
        }
        spans.add(next);
        lives.put(who, new Life(executor.node(), executor.spot(), spans));
    }

    private static long liveBytes(Executor executor) {
        return executor.work().map(Work::liveShuffleBytes).orElse(0L);
    }

    private void add(int attempt, DriverReport.Stage stage, Instant now) {
        Optional<Instant> began = stage.began();
        began.ifPresent(from -> stages.put(
                new StageOf(attempt, stage.id()),
                new Stage(
                        stage.id().stage(),
                        stage.id().attempt(),
                        stage.name(),
                        stage.tasks(),
                        from,
                        stage.ended().orElse(now.isBefore(from) ? from : now),
                        stage.status())));
    }

    private void forget() {
        while (samples.size() > MOST_SAMPLES) {
            samples = Thinning.half(samples);
        }
        stages.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Stage::to)))
                .limit(Math.max(0, stages.size() - MOST_STAGES))
                .toList()
                .forEach(oldest -> stages.remove(oldest.getKey()));
        lives.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Life::seenLast)))
                .limit(Math.max(0, lives.size() - mostExecutors))
                .toList()
                .forEach(oldest -> lives.remove(oldest.getKey()));
        for (Duration grain = FIRST_GRAIN;
                spans() > Math.max(mostSpans, 2 * lives.size());
                grain = grain.multipliedBy(2)) {
            coarsen(grain);
        }
    }

    private void coarsen(Duration grain) {
        lives.replaceAll((who, life) -> new Life(life.node(), life.spot(), Thinning.coarse(life.spans(), grain)));
    }

    private int spans() {
        return lives.values().stream().mapToInt(life -> life.spans().size()).sum();
    }
}
