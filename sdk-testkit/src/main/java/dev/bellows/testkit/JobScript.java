package dev.bellows.testkit;

import dev.bellows.testkit.internal.scripted.Ending;
import dev.bellows.testkit.internal.scripted.PodScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to the pods of one job, told attempt by attempt: the first sentence is the first attempt's, the next one the second's, and
 * the last one also serves all further attempts. An attempt about which nothing is said starts within two seconds, runs for a minute and
 * succeeds. Executors start within a second and run as long as their driver.
 *
 * <pre>{@code
 * cluster.job("daily-revenue").driverRunsFor(ofMinutes(5)).thenIsEvicted().thenRunsFor(ofMinutes(3)).thenSucceeds();
 * }</pre>
 */
public final class JobScript {
    private static final int EVERY = 0;

    private final List<PodScript> attempts = new ArrayList<>();
    private final Map<Integer, PodScript> executors = new HashMap<>();
    private PodScript next = PodScript.DRIVER;

    JobScript() {}

    /** The driver's container runs for so long; what comes then is said next. */
    public DriverEnd driverRunsFor(Duration duration) {
        return new DriverEnd(this, duration);
    }

    /** In the next attempt the driver's container runs for so long. */
    public DriverEnd thenRunsFor(Duration duration) {
        return driverRunsFor(duration);
    }

    /** The driver's container runs until something from outside ends it. */
    public JobScript driverRunsForever() {
        return ends(Optional.empty(), Ending.exits(0));
    }

    /** The next driver to be told of waits so long for a node. */
    public JobScript scheduledAfter(Duration wait) {
        next = next.scheduledAfter(Optional.of(wait));
        return this;
    }

    /** The node needs so long to prepare the next driver to be told of: to pull its image, to mount its volumes. */
    public JobScript startsAfter(Duration preparation) {
        next = next.startsAfter(preparation);
        return this;
    }

    /** The next driver to be told of prints these lines; they are its last words too. */
    public JobScript prints(String... lines) {
        next = next.prints(List.of(lines));
        return this;
    }

    /** No node ever takes the driver of this attempt. */
    public JobScript neverScheduled() {
        next = next.scheduledAfter(Optional.empty());
        return ends(next.runsFor(), next.ending());
    }

    /** No node could ever take the driver of this attempt, were it empty. */
    public JobScript tooLargeForEveryNode() {
        next = next.tooLarge();
        return ends(next.runsFor(), next.ending());
    }

    /** The next driver to be told of has a container beside Spark's that runs on when Spark has ended. */
    public JobScript besideSidecar() {
        next = next.besideSidecar();
        return this;
    }

    /** The image of this attempt's driver is not in its registry. */
    public JobScript imagePullFails() {
        return stuck("ImagePullBackOff", "Back-off pulling image: not found");
    }

    /**
     * The container of this attempt's driver cannot be made.
     *
     * @param message what the node says, such as {@code secret "db" not found}
     */
    public JobScript containerConfigFails(String message) {
        return stuck("CreateContainerConfigError", message);
    }

    /** Says what happens to one executor; the others run as long as their driver. */
    public ExecutorScript executor(int id) {
        return new ExecutorScript(this, id);
    }

    /** Says what happens to every executor of which nothing else is said. */
    public ExecutorScript everyExecutor() {
        return new ExecutorScript(this, EVERY);
    }

    JobScript ends(Optional<Duration> after, Ending ending) {
        attempts.add(next.runs(after, ending));
        next = PodScript.DRIVER;
        return this;
    }

    JobScript executor(int id, PodScript script) {
        executors.put(id, script);
        return this;
    }

    PodScript driver(int attempt) {
        if (attempts.isEmpty()) {
            return next;
        }
        return attempts.get(Math.min(Math.max(attempt, 1), attempts.size()) - 1);
    }

    PodScript ofExecutor(int id) {
        return executors.getOrDefault(id, executors.getOrDefault(EVERY, PodScript.EXECUTOR));
    }

    private JobScript stuck(String reason, String message) {
        next = next.stuck(reason, message);
        return ends(next.runsFor(), next.ending());
    }
}
