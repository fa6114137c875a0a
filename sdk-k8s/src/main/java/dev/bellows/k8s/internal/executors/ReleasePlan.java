package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.Sightings.Sighting;
import dev.bellows.run.Executor;
import dev.bellows.run.Executor.Work;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.Release;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which executors go, from one reading. Never one that would be missed. Pure. */
final class ReleasePlan {
    /** Those who hold least go first, then those who have been idle longest. */
    private static final Comparator<Executor> ORDER = Comparator.<Executor, Boolean>comparing(
                    Executor::holdsLiveShuffle)
            .thenComparingLong(
                    executor -> executor.work().map(Work::writtenShuffleBytes).orElse(0L))
            .thenComparing(executor -> executor.work().flatMap(Work::idleSince).orElse(Instant.MAX))
            .thenComparingInt(Executor::id);

    private final Release release;
    private final Reading reading;
    private final List<Executor> executors;
    private final Set<Integer> meant;
    private final boolean anyWritten;

    /** Whether somebody stays who can take data over. */
    private final boolean anyPeer;

    private final List<Decision> decisions = new ArrayList<>();

    private ReleasePlan(Release release, Reading reading, List<Executor> executors) {
        this.release = release;
        this.reading = reading;
        this.executors = executors;
        this.meant = Set.copyOf(release.executors());
        this.anyWritten = reading.report()
                .filter(report -> report.stages().stream().anyMatch(stage -> stage.shuffleWritten() > 0))
                .isPresent();
        this.anyPeer = executors.stream()
                .anyMatch(executor -> executor.work().isPresent()
                        && executor.state() != ExecutorState.DECOMMISSIONING
                        && (!isMeant(executor) || isHeldByDriver(executor)));
    }

    /** A decision for each executor that is meant, by id. */
    static List<Decision> of(Release release, Reading reading) {
        return of(release, reading, reading.executors());
    }

    /** The same, where what each executor does is known already. */
    static List<Decision> of(Release release, Reading reading, List<Executor> executors) {
        ReleasePlan plan = new ReleasePlan(release, reading, executors);
        plan.decide();
        return plan.decisions.stream()
                .sorted(Comparator.comparingInt(Decision::executor))
                .toList();
    }

    private boolean isMeant(Executor executor) {
        return meant.isEmpty() || meant.contains(executor.id());
    }

    private void decide() {
        Set<Integer> known = executors.stream().map(Executor::id).collect(Collectors.toSet());
        release.executors().stream()
                .distinct()
                .filter(id -> !known.contains(id))
                .forEach(id -> add(id, Outcome.UNKNOWN, "there is no executor of this number"));
        List<Executor> free = new ArrayList<>();
        for (Executor executor : executors) {
            if (isMeant(executor)) {
                objection(executor).ifPresentOrElse(decisions::add, () -> free.add(executor));
            }
        }
        give(free);
    }

    /** Why an executor stays whatever the number of the others. */
    private Optional<Decision> objection(Executor executor) {
        if (!executor.state().isAlive()) {
            return decision(executor, Outcome.UNKNOWN, "it has ended");
        }
        if (executor.work().isEmpty() || reading.report().isEmpty()) {
            return decision(executor, Outcome.KEPT, executor.kept().why());
        }
        if (executor.state() != ExecutorState.IDLE && executor.state() != ExecutorState.HOLDING_SHUFFLE) {
            return decision(executor, Outcome.KEPT, executor.kept().why());
        }
        if (!reading.isDynamic() && !reading.isControlled()) {
            return decision(executor, Outcome.WOULD_BE_REPLACED, executor.kept().why());
        }
        return holding(executor, executor.work().get())
                .or(() -> tooFresh(executor.work().get()))
                .flatMap(why -> decision(executor, Outcome.KEPT, why));
    }

    private Optional<String> holding(Executor executor, Work work) {
        AllocationFacts conf = reading.report().orElseThrow().conf();
        boolean safe = conf.outlives() || (conf.migrates() && (conf.fallback() || anyPeer));
        if (safe || !(work.holdsLiveShuffle() || mayHoldAny(executor.id(), work))) {
            return Optional.empty();
        }
        if (work.holdsLiveShuffle()) {
            return Optional.of("it holds " + Amount.of(work.liveShuffleBytes())
                    + " of shuffle data that running work needs, and the data has nowhere to go");
        }
        if (release.unusedShuffle().isEmpty()) {
            return Optional.of(
                    "it wrote " + Amount.of(work.writtenShuffleBytes()) + " of shuffle data that a later job may use");
        }
        Duration wanted = release.unusedShuffle().get();
        Duration unused = since(reading.memory().of(executor.id()).flatMap(Sighting::unusedSince));
        return unused.compareTo(wanted) >= 0
                ? Optional.empty()
                : Optional.of("nothing has needed its shuffle data for " + text(unused) + ", not yet for " + wanted);
    }

    /** Who ran tasks may hold empty blocks of what others wrote: lost, they are computed again, too. */
    private boolean mayHoldAny(int executor, Work work) {
        return reading.report()
                .flatMap(DriverReport::control)
                .map(told -> told.holdsAny(executor))
                .orElseGet(() -> work.writtenShuffleBytes() > 0 || (anyWritten && work.completedTasks() > 0));
    }

    /** A driver that gives executors back keeps those with tasks, whatever becomes of them between look and order. */
    private boolean isHeldByDriver(Executor executor) {
        return reading.isControlled() && !reading.isDynamic() && executor.state() == ExecutorState.ACTIVE;
    }

    private Optional<String> tooFresh(Work work) {
        Duration idle = since(work.idleSince());
        return idle.compareTo(release.idleFor()) >= 0
                ? Optional.empty()
                : Optional.of("it has been seen idle for " + text(idle) + ", not yet for " + release.idleFor());
    }

    private void give(List<Executor> free) {
        long staying = executors.stream().filter(ReleasePlan::stays).count();
        long running = executors.stream()
                .filter(executor -> executor.work().isPresent() && stays(executor))
                .count();
        if (reading.target().isEmpty()) {
            free.forEach(executor -> add(executor.id(), Outcome.KEPT, "the driver does not tell how many Spark wants"));
            return;
        }
        int least = least();
        for (Executor executor : free.stream().sorted(ORDER).toList()) {
            if (staying <= least) {
                add(
                        executor.id(),
                        Outcome.WOULD_BE_REPLACED,
                        "there are " + staying + " executors, and Spark wants " + least);
            } else if (running <= keep()) {
                add(executor.id(), Outcome.KEPT, "at least " + keep() + " are to stay");
            } else {
                staying--;
                running--;
                add(
                        executor.id(),
                        Outcome.RELEASED,
                        "idle for " + text(since(executor.work().orElseThrow().idleSince()))
                                + (reading.isDynamic() ? ", Spark wants " + least : "") + ", " + staying + " stay");
            }
        }
    }

    /** Below that number Spark starts another one; the target of a fixed number goes down with those that go. */
    private int least() {
        return reading.isDynamic()
                ? Math.max(
                        reading.target().orElse(0),
                        reading.report().orElseThrow().conf().minimum())
                : 0;
    }

    /** Without any executor a job of a fixed number would wait for ever. */
    private int keep() {
        return reading.isDynamic() ? release.keepAtLeast() : Math.max(1, release.keepAtLeast());
    }

    private static boolean stays(Executor executor) {
        return executor.state().isAlive() && executor.state() != ExecutorState.DECOMMISSIONING;
    }

    private Duration since(Optional<Instant> start) {
        return start.map(time -> Duration.between(time, reading.at())).orElse(Duration.ZERO);
    }

    private Optional<Decision> decision(Executor executor, Outcome outcome, String why) {
        return Optional.of(new Decision(reading.at(), executor.id(), outcome, why));
    }

    private void add(int executor, Outcome outcome, String why) {
        decisions.add(new Decision(reading.at(), executor, outcome, why));
    }

    private static String text(Duration time) {
        return Duration.ofSeconds(time.toSeconds()).toString();
    }
}
