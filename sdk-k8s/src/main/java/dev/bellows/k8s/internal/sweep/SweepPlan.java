package dev.bellows.k8s.internal.sweep;

import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport.Leftover;
import dev.bellows.run.SweepReport.Removal;
import dev.bellows.run.SweepReport.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What goes, by facts and age alone. Pure. */
final class SweepPlan {
    /** How long whoever watches a run has to clear away the executors of its dead driver. */
    static final Duration EXECUTORS_GRACE = Duration.ofMinutes(5);

    private final SweepPolicy policy;
    private final Instant now;
    private final SweepFacts facts;
    private final Map<String, List<SweepFacts.Driver>> drivers;
    private final List<Step> steps = new ArrayList<>();
    private final List<Step> lost = new ArrayList<>();

    private SweepPlan(SweepPolicy policy, Instant now, SweepFacts facts) {
        this.policy = policy;
        this.now = now;
        this.facts = facts;
        this.drivers = facts.drivers().stream().collect(Collectors.groupingBy(SweepFacts.Driver::run));
    }

    /**
     * A removal.
     *
     * @param target the UID of the very object that is meant; of executors, their application id
     * @param end how the run ended, where that is to be written before
     */
    record Step(Removal removal, String target, Optional<Unwatched> end) {}

    static SweepPlan of(SweepPolicy policy, Instant now, SweepFacts facts) {
        SweepPlan plan = new SweepPlan(policy, now, facts);
        Map<String, SweepFacts.Run> runs =
                facts.runs().stream().collect(Collectors.toMap(run -> run.id().runName(), Function.identity()));
        facts.drivers().forEach(driver -> plan.executors(driver, Optional.ofNullable(runs.get(driver.run()))));
        facts.runs().forEach(plan::run);
        facts.drivers().stream()
                .filter(driver -> !plan.isRecorded(driver, runs.keySet()))
                .forEach(plan::unrecorded);
        facts.orphans().forEach(plan::orphan);
        return plan;
    }

    /** The steps, in an order in which each may be taken alone. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The runs whose driver is gone, and how it ended was not seen: that is only written, and they go in time. */
    List<Step> lost() {
        return List.copyOf(lost);
    }

    private void run(SweepFacts.Run run) {
        if (run.record().deleting()) {
            return;
        }
        if (run.record().outcome().isPresent()) {
            run.ended().ifPresent(end -> ended(run, run.record().outcome().get(), end, Optional.empty()));
            return;
        }
        List<SweepFacts.Driver> pods = drivers.getOrDefault(run.id().runName(), List.of());
        Unwatched.of(run, pods)
                .filter(end -> since(end.alive()).compareTo(Unwatched.LEAST) >= 0)
                .ifPresent(end -> {
                    if (end.at().isPresent()) {
                        ended(run, end.result(), end.at().get(), Optional.of(end));
                    } else if (since(end.alive()).compareTo(keep(run, end.result())) >= 0) {
                        lost.add(step(What.RUN, Optional.of(run), run.id().runName(), lost(end), "", Optional.of(end)));
                    }
                });
    }

    private Duration keep(SweepFacts.Run run, RunResult result) {
        return policy.keep()
                .getOrDefault(
                        result.status(), run.record().options().retention().record());
    }

    private void ended(SweepFacts.Run run, RunResult result, Instant ended, Optional<Unwatched> end) {
        RunStatus status = result.status();
        Duration age = since(ended);
        Retention retention = run.record().options().retention();
        Duration keep = keep(run, result);
        boolean goes = age.compareTo(keep) >= 0;
        // Of a run in layout COMPACT the record owns nothing.
        boolean compact = run.record().options().layout() == Layout.COMPACT;
        List<SweepFacts.Driver> pods = drivers.getOrDefault(run.id().runName(), List.of());
        if (goes ? compact : age.compareTo(retention.failedDriver()) >= 0) {
            String why = goes ? "its run goes" : over("kept for its log", age, retention.failedDriver());
            pods.stream()
                    .filter(driver -> driver.ended().isPresent())
                    .forEach(driver -> add(
                            What.DRIVER,
                            Optional.of(run),
                            driver.pod().name(),
                            why,
                            driver.pod().uid(),
                            end));
        }
        // Without its record nobody would know what a driver is that still runs.
        boolean leavesDriver =
                compact && pods.stream().anyMatch(driver -> driver.ended().isEmpty());
        if (goes && !leavesDriver) {
            add(
                    What.RUN,
                    Optional.of(run),
                    run.id().runName(),
                    over(status.toString(), age, keep),
                    run.record().uid(),
                    end);
        }
    }

    private boolean isRecorded(SweepFacts.Driver driver, Set<String> runs) {
        return runs.contains(driver.run())
                || facts.unread().stream().map(Leftover::name).anyMatch(driver.run()::equals);
    }

    /** A driver that makes up its run alone, because the process that made it never wrote the record. */
    private void unrecorded(SweepFacts.Driver driver) {
        if (driver.options().isEmpty() || driver.ended().isEmpty()) {
            return;
        }
        Duration age = since(driver.ended().get());
        Duration keep = driver.options().get().retention().record();
        if (age.compareTo(keep) >= 0 && age.compareTo(Unwatched.LEAST) >= 0) {
            String why = over("its run was never recorded", age, keep);
            add(
                    What.DRIVER,
                    Optional.empty(),
                    driver.pod().name(),
                    why,
                    driver.pod().uid(),
                    Optional.empty());
        }
    }

    /** A dead driver keeps its executors: they are collected only when its pod goes. */
    private void executors(SweepFacts.Driver driver, Optional<SweepFacts.Run> run) {
        boolean dead = driver.ended()
                .filter(end -> Duration.between(end, now).compareTo(EXECUTORS_GRACE) >= 0)
                .isPresent();
        if (dead
                && !driver.application().isEmpty()
                && facts.executorOwners().contains(driver.pod().uid())) {
            String why = "their driver ended at " + driver.ended().orElseThrow();
            add(What.EXECUTORS, run, driver.pod().name(), why, driver.application(), Optional.empty());
        }
    }

    private void orphan(SweepFacts.Orphan orphan) {
        Duration age = since(orphan.created());
        if (policy.sparkSubmitAge().filter(least -> age.compareTo(least) >= 0).isPresent()) {
            What what = orphan.isService() ? What.SERVICE : What.CONFIG_MAP;
            String why = "no pod of its application and no owner, made " + text(age) + " ago";
            add(what, Optional.empty(), orphan.name(), why, orphan.uid(), Optional.empty());
        }
    }

    /** Each process takes the API server's time from answers that tell whole seconds: what has just ended may seem to lie ahead. */
    private Duration since(Instant then) {
        return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
    }

    private void add(
            What what, Optional<SweepFacts.Run> run, String name, String why, String target, Optional<Unwatched> end) {
        steps.add(step(what, run, name, why, target, end));
    }

    private static Step step(
            What what, Optional<SweepFacts.Run> run, String name, String why, String target, Optional<Unwatched> end) {
        return new Step(new Removal(what, run.map(SweepFacts.Run::id), name, why), target, end);
    }

    private static String lost(Unwatched end) {
        return "its driver is gone, and no process wrote how it ended; it stays as "
                + end.result().status() + " until it goes in time";
    }

    private static String over(String what, Duration age, Duration keep) {
        return what + ", ended " + text(age) + " ago (kept for " + text(keep) + ")";
    }

    private static String text(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds()).toString();
    }
}
