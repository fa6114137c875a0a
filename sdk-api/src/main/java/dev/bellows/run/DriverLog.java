package dev.bellows.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The log of an attempt's driver, followed from its first line to its last. */
public interface DriverLog {
    /**
     * Follows the log of the attempt under way; a later attempt has a log of its own, to be followed anew. Calls the listener for each line, in order, on the callback executor, from when the driver runs until it ends.
     *
     * @return completes with the number of lines after the last one; cancelling it stops following
     */
    CompletableFuture<Long> follow(Consumer<String> line);
}
