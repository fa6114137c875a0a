/**
 * What compiling a job costs.
 */
@NullMarked
package dev.bellows.benchmarks;

import org.jspecify.annotations.NullMarked;
