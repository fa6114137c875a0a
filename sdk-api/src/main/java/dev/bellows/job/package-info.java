/**
 * The job model: what a user wants to run, as plain data. It opens the flow: a {@link dev.bellows.job.SparkJob} is checked
 * ({@code dev.bellows.check}), compiled ({@code dev.bellows.compile}) and submitted by the runtime. No I/O, no threads, no clock.
 */
@NullMarked
package dev.bellows.job;

import org.jspecify.annotations.NullMarked;
