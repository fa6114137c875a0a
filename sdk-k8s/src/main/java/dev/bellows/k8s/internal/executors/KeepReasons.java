package dev.bellows.k8s.internal.executors;

import dev.bellows.run.Executor.Kept;
import dev.bellows.run.Executor.Work;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.KeepReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why Spark keeps an executor, and until when, by the rules of its dynamic allocation. Pure. */
final class KeepReasons {
    private final Reading reading;
    private final long alive;
    private final int least;

    KeepReasons(Reading reading) {
        this.reading = reading;
        this.alive =
                reading.pods().stream().filter(pod -> pod.phase().isAlive()).count();
        this.least = Math.max(
                reading.target().orElse(0),
                reading.report().map(report -> report.conf().minimum()).orElse(0));
    }

    Kept of(ExecutorState state, Optional<Work> work) {
        return switch (state) {
            case REQUESTED, PENDING -> kept(KeepReason.NOT_STARTED, "it does not run yet");
            case DECOMMISSIONING -> kept(KeepReason.LEAVING, "it was told to go");
            case DONE, FAILED -> kept(KeepReason.ENDED, "it has ended");
            case RUNNING -> kept(KeepReason.NOT_TOLD, unknown());
            case ACTIVE -> kept(KeepReason.BUSY, "it runs " + tasks(work));
            case IDLE, HOLDING_SHUFFLE -> work.map(this::idle).orElseGet(() -> kept(KeepReason.NOT_TOLD, unknown()));
        };
    }

    private Kept idle(Work work) {
        AllocationFacts conf = reading.report().orElseThrow().conf();
        if (!conf.dynamic()) {
            return kept(
                    KeepReason.FIXED_COUNT,
                    "the job has a fixed number of executors, "
                            + reading.target().orElse(conf.minimum()));
        }
        if (work.holdsLiveShuffle() && conf.tracksShuffle() && !conf.outlives()) {
            return kept(
                    KeepReason.LIVE_SHUFFLE,
                    "it holds " + Amount.of(work.liveShuffleBytes()) + " of shuffle data that running work needs");
        }
        if (alive - 1 < least) {
            return kept(KeepReason.TARGET, "there are " + alive + " executors, and Spark wants " + least);
        }
        return timed(work, conf);
    }

    /** Spark waits for the longest of the times that apply. */
    private Kept timed(Work work, AllocationFacts conf) {
        Optional<Instant> since = work.idleSince();
        Optional<Duration> longest = Optional.of(conf.idleTimeout());
        KeepReason reason = KeepReason.IDLE_TIMEOUT;
        String why = "it has no tasks, and Spark waits for " + conf.idleTimeout();
        if (work.cachedBlocks() > 0) {
            longest = longer(longest, conf.cachedTimeout());
            reason = KeepReason.CACHED_BLOCKS;
            why = "it holds " + work.cachedBlocks() + " cached blocks, for which Spark waits "
                    + text(conf.cachedTimeout());
        }
        boolean tracked = work.writtenShuffleBytes() > 0 && conf.tracksShuffle() && !conf.outlives();
        if (tracked && !longer(longest, conf.shuffleTimeout()).equals(longest)) {
            longest = longer(longest, conf.shuffleTimeout());
            reason = KeepReason.UNUSED_SHUFFLE;
            why = "it wrote " + Amount.of(work.writtenShuffleBytes())
                    + " of shuffle data that nothing running needs; until Spark forgets the data it waits "
                    + text(conf.shuffleTimeout());
        }
        Optional<Duration> wait = longest;
        return new Kept(reason, why, since.flatMap(start -> wait.map(start::plus)));
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        return one.flatMap(first -> other.map(second -> first.compareTo(second) >= 0 ? first : second));
    }

    private static String text(Optional<Duration> time) {
        return time.map(Duration::toString).orElse("for ever");
    }

    private String unknown() {
        return reading.silence()
                .map(silent -> "the driver does not tell what it does: " + silent.getMessage())
                .orElse("the driver does not know it yet");
    }

    private static String tasks(Optional<Work> work) {
        int number = work.map(Work::activeTasks).orElse(0);
        return number == 1 ? "1 task" : number + " tasks";
    }

    private static Kept kept(KeepReason reason, String why) {
        return new Kept(reason, why, Optional.empty());
    }
}
