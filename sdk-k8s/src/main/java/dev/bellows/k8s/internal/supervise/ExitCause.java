package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.ExecutorCause;
import dev.bellows.run.FailureKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says why a driver's Spark container ended with a code other than 0. Pure. */
final class ExitCause {
    /** Exit codes of Spark's driver (Spark 4.1, SparkExitCode, SparkSubmit and DriverTimeoutPlugin). */
    private static final int TOO_MANY_EXECUTOR_FAILURES = 11;

    private static final int OUT_OF_MEMORY = 52;
    private static final int MAIN_CLASS_NOT_FOUND = 101;
    private static final int DRIVER_TIMEOUT = 124;
    private static final int SIGNALLED = 128;

    /** How a JVM says that its own heap is full; a task's error in the driver's log is an executor's. */
    private static final Pattern HEAP_EXHAUSTED = Pattern.compile(
            "(Exception in thread \"[^\"]*\" |Terminating due to |Exception: )?java\\.lang\\.OutOfMemoryError.*");

    /**
     * How Spark says that tasks failed because executors died. An executor that is shutting down rejects the tasks
     * that the driver still sends to it (Spark 4.1, Executor.launchTask).
     */
    private static final Pattern EXECUTOR_LOST = Pattern.compile(
            "ExecutorLostFailure|Lost executor|OutOfMemoryError|FetchFailed|Executor\\$TaskRunner\\S* rejected from");

    /** How Spark names the task whose error ended the job; the executor's own death may come later, or never be seen. */
    private static final Pattern TASK_OUT_OF_MEMORY =
            Pattern.compile("Lost task .*\\(.* executor .*\\): java\\.lang\\.OutOfMemoryError");

    private static final Pattern SHUFFLE = Pattern.compile("FetchFailed|Missing an output location for shuffle"
            + "|failed the maximum allowable number of times|Too large frame|No space left on device");

    private final ContainerFacts container;
    private final int code;
    private final List<String> lines;
    private final Optional<String> exception;
    private final Map<ExecutorCause, Integer> deaths;

    private ExitCause(PodFacts pod, List<String> lines, Map<ExecutorCause, Integer> deaths) {
        this.container = pod.container();
        this.code = container.exitCode().orElseThrow();
        this.lines = lines;
        this.exception = pod.exitException().lines().findFirst();
        this.deaths = deaths;
    }

    /**
     * The cause.
     *
     * @param pod a driver whose container has ended
     * @param lines its last lines
     * @param deaths how many executors died before, by cause
     */
    static Cause of(PodFacts pod, List<String> lines, Map<ExecutorCause, Integer> deaths) {
        return new ExitCause(pod, lines, deaths).cause();
    }

    private Cause cause() {
        if (container.ended().equals("OOMKilled")) {
            return new Cause(FailureKind.DRIVER_OOM, "The driver used more memory than its pod may and was killed.");
        }
        if (container.ended().equals("StartError") || container.ended().equals("ContainerCannotRun")) {
            return new Cause(
                    FailureKind.CONTAINER_CONFIG, "The driver's container could not run: " + container.lastWords());
        }
        if (code == OUT_OF_MEMORY
                || Stream.concat(lines.stream(), exception.stream())
                        .anyMatch(line -> HEAP_EXHAUSTED.matcher(line).matches())) {
            return new Cause(FailureKind.DRIVER_OOM, "The driver's heap was exhausted (exit code " + code + ").");
        }
        if (code == MAIN_CLASS_NOT_FOUND) {
            return new Cause(FailureKind.MAIN_CLASS_NOT_FOUND, said("The main class was not found."));
        }
        if (code == TOO_MANY_EXECUTOR_FAILURES) {
            return tooMany();
        }
        if (code == DRIVER_TIMEOUT) {
            return new Cause(FailureKind.DEADLINE, "The driver ended itself after spark.driver.timeout.");
        }
        if (code > SIGNALLED) {
            return new Cause(FailureKind.DRIVER_KILLED, "The driver was ended by signal " + (code - SIGNALLED) + ".");
        }
        return failed();
    }

    private Cause tooMany() {
        String end = "Spark gave up after too many executors failed";
        boolean memory = deaths.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<ExecutorCause, Integer> death) -> death.getValue())
                        .thenComparing(death -> death.getKey() == ExecutorCause.OUT_OF_MEMORY))
                .filter(most -> most.getKey() == ExecutorCause.OUT_OF_MEMORY)
                .isPresent();
        return memory
                ? new Cause(FailureKind.EXECUTOR_OOM, end + ": " + outOfMemory() + ".")
                : new Cause(FailureKind.TOO_MANY_EXECUTOR_FAILURES, end + ".");
    }

    private Cause failed() {
        if (tells(TASK_OUT_OF_MEMORY) || (deaths.containsKey(ExecutorCause.OUT_OF_MEMORY) && tells(EXECUTOR_LOST))) {
            return new Cause(FailureKind.EXECUTOR_OOM, "The application failed: " + outOfMemory() + ".");
        }
        if (tells(SHUFFLE)) {
            return new Cause(FailureKind.SHUFFLE, "Shuffle data could not be written or fetched: " + said(""));
        }
        String otherwise = "The application ended with exit code " + code + ".";
        return new Cause(
                FailureKind.APPLICATION_ERROR, MissingPackages.reason(lines).orElseGet(() -> said(otherwise)));
    }

    private String outOfMemory() {
        int dead = deaths.getOrDefault(ExecutorCause.OUT_OF_MEMORY, 1);
        return dead + (dead == 1 ? " executor" : " executors") + " ran out of memory";
    }

    /** Whether what ended the program speaks of something; warnings on the way do not count. */
    private boolean tells(Pattern what) {
        return Stream.concat(
                        exception.stream(), lines.stream().map(String::strip).filter(ExitCause::ends))
                .anyMatch(line -> what.matcher(line).find());
    }

    private static boolean ends(String line) {
        return line.startsWith("Exception in thread")
                || line.startsWith("Caused by:")
                || line.startsWith("Error:")
                || line.contains("Job aborted");
    }

    /** The line in which the program says what is wrong, or a sentence of our own. */
    private String said(String otherwise) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("Exception in thread") || line.startsWith("Error:"))
                .reduce((first, second) -> second)
                .or(() -> exception)
                .orElse(otherwise);
    }
}
