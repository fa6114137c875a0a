package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.control.ControlledDriver;
import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.k8s.internal.submit.RecordedJob;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.DriverSilent;
import dev.bellows.run.RunId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run's executors, one reading at a time, and only when somebody asks. A reading answers who asks within as many seconds after it
 * as it took calls: however many look, the driver is asked once a second. Thread-safe.
 */
public final class Readings {
    private static final int LEAST_SECONDS = 5;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Supplier<Instant> clock;
    private final RunId run;
    private final RunPods pods;
    private final Belonging belonging;
    private final TimelineLog log = new TimelineLog();
    private Sightings memory = Sightings.NONE;
    private @Nullable CompletableFuture<Reading> last;
    private boolean outdated;
    private long validUntil;
    private @Nullable DriverRest rest;
    private @Nullable ControlledDriver controlled;

    /**
     * The readings of a run.
     *
     * @param cluster the cluster, with deadlines and retries
     * @param clock the API server's time
     * @param pods the pods with its labels
     * @param belonging which of them are its own
     */
    public Readings(
            ClusterPort cluster,
            TimeSource time,
            Supplier<Instant> clock,
            RunId run,
            RunPods pods,
            Belonging belonging) {
        this.cluster = cluster;
        this.time = time;
        this.clock = clock;
        this.run = run;
        this.pods = pods;
        this.belonging = belonging;
    }

    /** What all readings together have told. */
    TimelineLog log() {
        return log;
    }

    /** A reading that may be some seconds old. */
    synchronized CompletableFuture<Reading> look() {
        CompletableFuture<Reading> known = last;
        return known != null && !outdated && (!known.isDone() || time.nanoTime() - validUntil < 0)
                ? known
                : next(pods::known);
    }

    /** Something was done that no reading shows which has begun: the next look begins another one. */
    synchronized void outdate() {
        outdated = true;
    }

    /** Whether a job runs that a reading does not know; if the driver does not tell, one may. */
    CompletableFuture<Boolean> jobHasBegunSince(Reading reading) {
        Set<Integer> known = reading.report().stream()
                .flatMap(report -> report.jobs().stream())
                .map(Job::id)
                .collect(Collectors.toSet());
        return driver().map(DriverRest::running)
                .orElseGet(() -> CompletableFuture.completedFuture(Set.of()))
                .handle((running, error) -> error != null || !known.containsAll(running));
    }

    private synchronized Optional<DriverRest> driver() {
        return Optional.ofNullable(rest);
    }

    /** A reading that begins now, of the pods that there are by then. */
    synchronized CompletableFuture<Reading> anew() {
        return next(pods::listed);
    }

    private synchronized CompletableFuture<Reading> next(Supplier<CompletableFuture<List<SeenPod>>> wanted) {
        CompletableFuture<?> before = last == null ? CompletableFuture.completedFuture(null) : last;
        // Known before anything is asked: who looks meanwhile shares it.
        CompletableFuture<Reading> next = new CompletableFuture<>();
        last = next;
        outdated = false;
        before.handle((any, error) -> null)
                .thenCompose(free -> wanted.get().thenCompose(this::reading))
                .whenComplete((reading, error) -> {
                    if (error == null) {
                        next.complete(reading);
                    } else {
                        next.completeExceptionally(error);
                    }
                });
        return next;
    }

    private CompletableFuture<Reading> reading(List<SeenPod> pods) {
        Optional<Driver> driver = pods.stream()
                .filter(pod -> belonging.isDriver(pod.uid(), pod.owner()))
                .flatMap(pod -> pod.driver().stream())
                .max(Comparator.comparingInt(Driver::attempt));
        List<PodSight> executors = pods.stream()
                .filter(pod ->
                        driver.map(Driver::uid).filter(pod.owner()::equals).isPresent())
                .flatMap(pod -> pod.executor().stream())
                .toList();
        control(driver.filter(Driver::runs));
        if (driver.filter(Driver::runs).isEmpty()) {
            return CompletableFuture.completedFuture(
                    silent(executors, new DriverSilent(DriverSilence.NO_DRIVER, "no driver of run " + run + " runs")));
        }
        DriverRest asked = restOf(driver.get());
        int before = asked.calls();
        return asked.read()
                .thenCompose(this::withControl)
                .thenApply(report -> told(executors, report))
                .exceptionallyCompose(error -> why(error).thenApply(silence -> silent(executors, silence)))
                .whenComplete((reading, error) -> rest(asked.calls() - before));
    }

    private synchronized DriverRest restOf(Driver driver) {
        DriverRest known = rest;
        if (known == null || !known.driver().equals(driver)) {
            known = new DriverRest(cluster, run.namespace(), driver, time::aside);
            rest = known;
            memory = Sightings.NONE;
        }
        return known;
    }

    /** The driver that was seen last, if it takes orders. */
    synchronized Optional<ControlledDriver> controlled() {
        return Optional.ofNullable(controlled);
    }

    private synchronized void control(Optional<Driver> driver) {
        ControlledDriver known = controlled;
        if (driver.isEmpty() || driver.get().control().isEmpty()) {
            controlled = null;
        } else if (known == null || !known.pod().equals(driver.get().pod())) {
            controlled = new ControlledDriver(
                    cluster, run, driver.get().pod(), driver.get().control().getAsInt());
        }
    }

    /** A listener that does not answer leaves what the driver's interface tells. */
    private CompletableFuture<DriverReport> withControl(DriverReport report) {
        return controlled()
                .map(driver -> driver.state().thenApply(report::with).exceptionally(error -> report))
                .orElseGet(() -> CompletableFuture.completedFuture(report));
    }

    private synchronized void rest(int calls) {
        validUntil = time.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(LEAST_SECONDS, calls));
    }

    private synchronized Reading told(List<PodSight> executors, DriverReport report) {
        Instant now = clock.get();
        memory = memory.after(report, LiveShuffle.bytes(report), now);
        return logged(new Reading(now, executors, Optional.of(report), Optional.empty(), memory));
    }

    /** What was remembered is forgotten: nobody saw what the executors did meanwhile. */
    private synchronized Reading silent(List<PodSight> executors, DriverSilent silence) {
        memory = Sightings.NONE;
        return logged(new Reading(clock.get(), executors, Optional.empty(), Optional.of(silence), memory));
    }

    private Reading logged(Reading reading) {
        log.add(reading, time.wallTime());
        return reading;
    }

    /** A driver whose job switches its user interface off never answers. */
    private CompletableFuture<DriverSilent> why(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        DriverSilent silent = cause instanceof DriverSilent known
                ? known
                : new DriverSilent(DriverSilence.NO_ANSWER, String.valueOf(cause.getMessage()));
        if (silent.silence() != DriverSilence.NO_ANSWER) {
            return CompletableFuture.completedFuture(silent);
        }
        return cluster.get(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName())
                .thenApply(map -> RecordedJob.in(map)
                        .map(job -> job.conf())
                        .orElse(Map.of())
                        .getOrDefault("spark.ui.enabled", "true"))
                .handle((enabled, unread) -> unread == null && enabled.trim().equals("false")
                        ? new DriverSilent(
                                DriverSilence.UI_DISABLED,
                                "the job's conf has spark.ui.enabled=false, and so the driver tells nothing")
                        : silent);
    }
}
