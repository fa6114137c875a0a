package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.control.ControlRefused;
import dev.bellows.k8s.internal.control.ControlledDriver;
import dev.bellows.k8s.internal.control.ControlledDriver.Done;
import dev.bellows.run.ControlOutcome;
import dev.bellows.run.ControlReport;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a run's driver is asked to do, and what became of it. */
final class Orders {
    private final Readings readings;

    Orders(Readings readings) {
        this.readings = readings;
    }

    CompletableFuture<ControlReport> target(int executors) {
        if (executors < 0) {
            return refused("executors: " + executors + " (expected: >= 0)");
        }
        return readings.anew()
                .thenCompose(reading -> asked(
                        reading,
                        List.of(),
                        driver -> driver.target(executors)
                                .thenApply(
                                        done -> new ControlReport(ControlOutcome.DONE, "", done.target(), List.of()))));
    }

    CompletableFuture<ControlReport> decommission(List<Integer> ids) {
        List<Integer> wanted = ids.stream().distinct().sorted().toList();
        if (wanted.isEmpty()) {
            return refused("executors: none (expected: at least one id)");
        }
        return readings.anew().thenCompose(reading -> decommission(wanted, reading));
    }

    private CompletableFuture<ControlReport> decommission(List<Integer> wanted, Reading reading) {
        List<Integer> alive =
                wanted.stream().filter(id -> reading.alive(id).isPresent()).toList();
        return asked(
                reading,
                wanted,
                driver -> alive.isEmpty()
                        ? CompletableFuture.completedFuture(report(wanted, reading, Optional.empty()))
                        : driver.decommission(alive).thenApply(done -> report(wanted, reading, Optional.of(done))));
    }

    private static ControlReport report(List<Integer> wanted, Reading reading, Optional<Done> done) {
        List<Decision> decisions = wanted.stream()
                .map(id -> {
                    if (reading.alive(id).isEmpty()) {
                        return new Decision(reading.at(), id, Outcome.UNKNOWN, "there is no such executor");
                    }
                    return done.filter(told -> told.going().contains(id)).isPresent()
                            ? new Decision(reading.at(), id, Outcome.RELEASED, "the driver has told it to go")
                            : new Decision(
                                    reading.at(), id, Outcome.KEPT, "it is on its way out, or has not yet registered");
                })
                .toList();
        if (done.isEmpty()) {
            return new ControlReport(
                    ControlOutcome.NO_SUCH_EXECUTOR, "none of them exists", OptionalInt.empty(), decisions);
        }
        return done.get().going().isEmpty()
                ? new ControlReport(
                        ControlOutcome.REFUSED,
                        "none of them could be told to go",
                        done.get().target(),
                        decisions)
                : new ControlReport(ControlOutcome.DONE, "", done.get().target(), decisions);
    }

    private CompletableFuture<ControlReport> asked(
            Reading reading, List<Integer> named, Function<ControlledDriver, CompletableFuture<ControlReport>> order) {
        Optional<ControlledDriver> driver = readings.controlled();
        if (driver.isEmpty()) {
            boolean none = reading.silence()
                    .filter(silent -> silent.silence() == DriverSilence.NO_DRIVER)
                    .isPresent();
            return failed(
                    none
                            ? new ControlRefused(ControlOutcome.NO_DRIVER, "no driver runs")
                            : new ControlRefused(ControlOutcome.NO_CONTROL, "the job was submitted without control()"),
                    reading,
                    named);
        }
        return order.apply(driver.get())
                .whenComplete((report, error) -> readings.outdate())
                .exceptionallyCompose(error -> failed(ControlRefused.in(error), reading, named));
    }

    /** Whatever keeps an order from being carried out, those whom it named stay. */
    private static CompletableFuture<ControlReport> failed(
            ControlRefused refused, Reading reading, List<Integer> named) {
        String why = String.valueOf(refused.getMessage());
        List<Decision> decisions = named.stream()
                .map(id -> reading.alive(id).isPresent()
                        ? new Decision(reading.at(), id, Outcome.KEPT, why)
                        : new Decision(reading.at(), id, Outcome.UNKNOWN, "there is no such executor"))
                .toList();
        return CompletableFuture.completedFuture(
                new ControlReport(refused.outcome(), why, OptionalInt.empty(), decisions));
    }

    private static CompletableFuture<ControlReport> refused(String why) {
        return CompletableFuture.completedFuture(
                new ControlReport(ControlOutcome.REFUSED, why, OptionalInt.empty(), List.of()));
    }
}
