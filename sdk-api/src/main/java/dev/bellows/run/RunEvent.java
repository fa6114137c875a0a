package dev.bellows.run;

import java.time.Instant;

/** Something that happened to a run, in the order it was seen. {@code toString} is a short line for people. */
public sealed interface RunEvent {
    /** The run. */
    RunId run();

    /** When this process saw it. */
    Instant at();

    /** Calls the reader's method for this kind of event. */
    <T> T read(Reader<T> reader);

    /** The run waits in the process for room on the cluster, as {@link Admission#waitForQuota} asks; {@code reason} says what is short. */
    record Queued(RunId run, Instant at, String reason) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.queued(this);
        }

        @Override
        public String toString() {
            return "queued (" + reason + ")";
        }
    }

    /** The cluster accepted the job; {@code adopted} if another submission of the same run id had created it. */
    record Submitted(RunId run, Instant at, boolean adopted) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.submitted(this);
        }

        @Override
        public String toString() {
            return adopted ? "submitted before: adopted" : "submitted";
        }
    }

    /** The driver pod has no node or is being prepared; {@code reason} says what it waits for, or is empty. */
    record DriverPending(RunId run, Instant at, String reason) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.driverPending(this);
        }

        @Override
        public String toString() {
            return "driver pending" + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    /** The driver's Spark container runs on a node. */
    record DriverRunning(RunId run, Instant at, String node) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.driverRunning(this);
        }

        @Override
        public String toString() {
            return "driver running on " + node;
        }
    }

    /** An executor pod was created. */
    record ExecutorPending(RunId run, Instant at, int id) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.executorPending(this);
        }

        @Override
        public String toString() {
            return "executor " + id + " pending";
        }
    }

    /** An executor pod runs on a node. */
    record ExecutorRunning(RunId run, Instant at, int id, String node) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.executorRunning(this);
        }

        @Override
        public String toString() {
            return "executor " + id + " running on " + node;
        }
    }

    /** An executor pod ended or was deleted. */
    record ExecutorEnded(RunId run, Instant at, ExecutorEnd end) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.executorEnded(this);
        }

        @Override
        public String toString() {
            return "executor " + end.id() + " ended"
                    + (end.exitCode().isPresent()
                            ? " with exit code " + end.exitCode().getAsInt()
                            : "")
                    + (end.reason().isEmpty() ? "" : " (" + end.reason() + ")");
        }
    }

    /** An attempt failed and another one follows, not before {@code next}. */
    record AttemptFailed(RunId run, Instant at, AttemptResult attempt, Instant next) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.attemptFailed(this);
        }

        @Override
        public String toString() {
            Failure failure = attempt.failure();
            return "attempt " + attempt.number() + " failed (" + failure.kind() + ": " + failure.reason()
                    + "), the next one not before " + next;
        }
    }

    /** The run is over. */
    record Ended(RunId run, Instant at, RunResult result) implements RunEvent {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.ended(this);
        }

        @Override
        public String toString() {
            return "ended: " + result.status()
                    + result.failure()
                            .map(f -> " (" + f.kind() + ": " + f.reason() + ")")
                            .orElse("");
        }
    }

    /**
     * One method for each kind of event, so that a new kind is a compile error wherever events are read.
     *
     * @param <T> what reading gives
     */
    interface Reader<T> {
        /** Reads {@link Queued}. */
        T queued(Queued event);

        /** Reads {@link Submitted}. */
        T submitted(Submitted event);

        /** Reads {@link DriverPending}. */
        T driverPending(DriverPending event);

        /** Reads {@link DriverRunning}. */
        T driverRunning(DriverRunning event);

        /** Reads {@link ExecutorPending}. */
        T executorPending(ExecutorPending event);

        /** Reads {@link ExecutorRunning}. */
        T executorRunning(ExecutorRunning event);

        /** Reads {@link ExecutorEnded}. */
        T executorEnded(ExecutorEnded event);

        /** Reads {@link AttemptFailed}. */
        T attemptFailed(AttemptFailed event);

        /** Reads {@link Ended}. */
        T ended(Ended event);
    }
}
