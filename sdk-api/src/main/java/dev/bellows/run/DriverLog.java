package dev.bellows.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The log of an attempt's driver, followed from its first line to its last. */
public interface DriverLog {
    /**
     * Follows the log of the attempt under way; a later attempt has a log of its own, to be followed anew. Calls the listener for each
     * line, in order, on the callback executor, from when the driver runs until it ends. A connection that breaks is opened again, and no
     * line is delivered twice; lines of a file that the kubelet has rotated away meanwhile are lost. A line of more than a megabyte comes in
     * pieces.
     *
     * <p>A listener that is slower than the driver prints holds the reading back: a few megabytes wait for it. What it has not come to ten
     * seconds after the driver's end may be lost with the driver's pod.
     *
     * @return completes with the number of lines after the last one; fails with {@code ClusterException} if the log may not be read, for
     *     a minute or when the driver has ended; cancelling it stops following
     */
    CompletableFuture<Long> follow(Consumer<String> line);
}
