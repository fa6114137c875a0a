package dev.bellows.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The driver's log, followed from its first line to its last. */
public interface DriverLog {
    /**
     * Follows the log: calls the listener for each line, in order, on the callback executor, from when the driver runs until it ends.
     *
     * @return completes with the number of lines after the last one; cancelling it stops following
     */
    CompletableFuture<Long> follow(Consumer<String> line);
}
