package dev.bellows.k8s.internal.sweep;

import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport.Removal;
import dev.bellows.run.SweepReport.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private SweepPlan(SweepPolicy policy, Instant now, SweepFacts facts) {
        this.policy = policy;
        this.now = now;
        this.facts = facts;
        this.drivers = facts.drivers().stream().collect(Collectors.groupingBy(SweepFacts.Driver::run));
    }

    /**
     * A removal.
     *
     * @param target the UID of the very object that is meant; of executors, the name of their run
     * @param attempt of executors, their attempt
     */
    record Step(Removal removal, String target, int attempt) {}

    /** The steps, in an order in which each may be taken alone. */
    static List<Step> of(SweepPolicy policy, Instant now, SweepFacts facts) {
        SweepPlan plan = new SweepPlan(policy, now, facts);
        Map<String, SweepFacts.Run> runs =
                facts.runs().stream().collect(Collectors.toMap(run -> run.id().runName(), Function.identity()));
        facts.drivers().forEach(driver -> plan.executors(driver, Optional.ofNullable(runs.get(driver.run()))));
        facts.runs().forEach(plan::run);
        facts.orphans().forEach(plan::orphan);
        return plan.steps;
    }

    private void run(SweepFacts.Run run) {
        Optional<RunResult> outcome = run.record().outcome();
        if (outcome.isEmpty() || run.ended().isEmpty() || run.record().deleting()) {
            return;
        }
        RunStatus status = outcome.get().status();
        Duration age = since(run.ended().get());
        Retention retention = run.record().options().retention();
        Duration keep = policy.keep().getOrDefault(status, retention.record());
        boolean goes = age.compareTo(keep) >= 0;
        // Of a run in layout COMPACT the record owns nothing.
        boolean compact = run.record().options().layout() == Layout.COMPACT;
        List<SweepFacts.Driver> pods = drivers.getOrDefault(run.id().runName(), List.of());
        if (goes ? compact : age.compareTo(retention.failedDriver()) >= 0) {
            String why = goes ? "its run goes" : over("kept for its log", age, retention.failedDriver());
            pods.stream()
                    .filter(driver -> driver.ended().isPresent())
                    .forEach(driver -> add(What.DRIVER, Optional.of(run), driver.name(), why, driver.uid(), 0));
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
                    0);
        }
    }

    /** A dead driver keeps its executors: they are collected only when its pod goes. */
    private void executors(SweepFacts.Driver driver, Optional<SweepFacts.Run> run) {
        boolean dead = driver.ended()
                .filter(end -> Duration.between(end, now).compareTo(EXECUTORS_GRACE) >= 0)
                .isPresent();
        if (dead && facts.executorOwners().contains(driver.uid())) {
            String why = "their driver ended at " + driver.ended().orElseThrow();
            add(What.EXECUTORS, run, driver.name(), why, driver.run(), driver.attempt());
        }
    }

    private void orphan(SweepFacts.Orphan orphan) {
        Duration age = since(orphan.created());
        if (policy.sparkSubmitAge().filter(least -> age.compareTo(least) >= 0).isPresent()) {
            What what = orphan.isService() ? What.SERVICE : What.CONFIG_MAP;
            String why = "no pod of its application and no owner, made " + text(age) + " ago";
            add(what, Optional.empty(), orphan.name(), why, orphan.uid(), 0);
        }
    }

    /** Each process takes the API server's time from answers that tell whole seconds: what has just ended may seem to lie ahead. */
    private Duration since(Instant then) {
        return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
    }

    private void add(What what, Optional<SweepFacts.Run> run, String name, String why, String target, int attempt) {
        steps.add(new Step(new Removal(what, run.map(SweepFacts.Run::id), name, why), target, attempt));
    }

    private static String over(String what, Duration age, Duration keep) {
        return what + ", ended " + text(age) + " ago (kept for " + text(keep) + ")";
    }

    private static String text(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds()).toString();
    }
}
