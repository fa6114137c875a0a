/**
 * What a service keeps of runs that are over: memory, threads, connections and open files while a hundred thousand of them pass through.
 */
@NullMarked
package dev.bellows.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
