package dev.bellows.k8s.internal.executors;

import dev.bellows.run.DriverSilent;
import dev.bellows.run.Executor;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.Progress;
import dev.bellows.run.Scaling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run's executors at one moment.
 *
 * @param at when it was read
 * @param pods their pods
 * @param report what the driver said
 * @param silence why it said nothing
 * @param memory what is remembered, this reading included
 */
record Reading(
        Instant at,
        List<PodSight> pods,
        Optional<DriverReport> report,
        Optional<DriverSilent> silence,
        Sightings memory) {
    List<Executor> executors() {
        return new ExecutorStates(this).executors();
    }

    /** The pod of an executor that has not ended. */
    Optional<PodSight> alive(int executor) {
        return pods.stream()
                .filter(pod -> pod.id() == executor && pod.phase().isAlive())
                .findFirst();
    }

    /** Whether Spark changes the number of executors; unknown counts as no. */
    boolean isDynamic() {
        return report.filter(told -> told.conf().dynamic()).isPresent();
    }

    /** Whether the driver takes orders and has just answered. */
    boolean isControlled() {
        return report.flatMap(DriverReport::control).isPresent();
    }

    OptionalInt target() {
        OptionalInt told = report.map(DriverReport::target).orElseGet(OptionalInt::empty);
        boolean fixed = report.isPresent() && !isDynamic() && told.isEmpty();
        return fixed ? OptionalInt.of(report.get().conf().minimum()) : told;
    }

    Scaling scaling(List<Scaling.Decision> decisions) {
        List<Executor> all = executors();
        return new Scaling(
                at,
                isDynamic(),
                target(),
                report.map(DriverReport::needed).orElseGet(OptionalInt::empty),
                report.map(told -> told.conf().minimum()).orElse(0),
                report.map(told -> told.conf().maximum()).orElseGet(OptionalInt::empty),
                count(
                        all,
                        ExecutorState.RUNNING,
                        ExecutorState.ACTIVE,
                        ExecutorState.IDLE,
                        ExecutorState.HOLDING_SHUFFLE),
                count(all, ExecutorState.REQUESTED, ExecutorState.PENDING),
                report.isPresent() ? OptionalInt.of(count(all, ExecutorState.HOLDING_SHUFFLE)) : OptionalInt.empty(),
                count(all, ExecutorState.DECOMMISSIONING),
                decisions,
                silence.map(DriverSilent::silence));
    }

    /** How far the work is, if the driver tells. */
    Optional<Progress> progress() {
        return report.map(ProgressReport::of);
    }

    private static int count(List<Executor> all, ExecutorState... states) {
        List<ExecutorState> wanted = List.of(states);
        return (int) all.stream()
                .filter(executor -> wanted.contains(executor.state()))
                .count();
    }
}
