package dev.bellows.testkit.internal.virtual;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Time as one process of the SDK sees it. The process may be paused, killed, or have a clock that is wrong, without any other knowing.
 */
public final class ProcessTime implements TimeSource {
    private final VirtualTime time;
    private final SplittableRandom random;
    private final Consumer<Throwable> failures;
    private Duration skew = Duration.ZERO;
    private long resumes;
    private boolean closed;
    private boolean killed;

    /**
     * The time of a process.
     *
     * @param time the time of all
     * @param seed where the process' own randomness starts
     * @param failures hears what tasks throw
     */
    public ProcessTime(VirtualTime time, long seed, Consumer<Throwable> failures) {
        this.time = time;
        this.random = new SplittableRandom(seed);
        this.failures = failures;
    }

    /** Nothing of this process runs until so much time has passed; then everything that fell due does, in order. */
    public void pause(Duration duration) {
        resumes = Math.max(resumes, time.nanos() + duration.toNanos());
    }

    /** Nothing of this process runs ever again. */
    public void kill() {
        killed = true;
    }

    /** Sets the process' clock forward, or back by a negative duration. */
    public void jump(Duration by) {
        skew = skew.plus(by);
    }

    /** Whether the process was killed. */
    public boolean isKilled() {
        return killed;
    }

    /** Whether the process has closed its turns. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether the process can do something now. */
    public boolean isAwake() {
        return !killed && time.nanos() >= resumes;
    }

    @Override
    public Instant wallTime() {
        return time.instant().plus(skew);
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void execute(Runnable task) {
        inProcess(Duration.ZERO, turn(task));
        time.settle();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return inProcess(delay, turn(task));
    }

    @Override
    public void aside(Runnable task) {
        if (closed) {
            task.run();
        } else {
            inProcess(Duration.ZERO, task);
            time.settle();
        }
    }

    /** Lets a process hear something from outside after a delay: not while it is paused, and never once it is killed. */
    public void hear(Duration delay, Runnable news) {
        inProcess(delay, news);
    }

    @Override
    public void close() {
        closed = true;
    }

    private Runnable turn(Runnable task) {
        return () -> {
            if (!closed) {
                task.run();
            }
        };
    }

    private Turn inProcess(Duration delay, Runnable task) {
        Turn turn = new Turn(task);
        time.after(delay, turn);
        return turn;
    }

    /** Something this process does, once it can. */
    private final class Turn implements Runnable, Timer {
        private @Nullable Runnable task;

        Turn(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            Runnable due = task;
            if (killed || due == null) {
                return;
            }
            if (time.nanos() < resumes) {
                time.at(resumes, this);
                return;
            }
            try {
                due.run();
            } catch (RuntimeException | Error e) {
                failures.accept(e);
            }
        }

        @Override
        public void cancel() {
            // Not kept until its time comes: it may hold much.
            task = null;
        }
    }
}
