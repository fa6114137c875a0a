/**
 * The job model: what a user wants to run, as plain data. It opens the flow: a {@link dev.bellows.job.SparkJob} is checked
 * ({@code dev.bellows.check}), compiled ({@code dev.bellows.compile}) and submitted by the runtime. No I/O, no threads, no clock.
 *
 * <p>The three packages form one ring by design: a job offers its own checks and its own compilation, and both read the job.
 * {@code dev.bellows.run} stays outside and knows none of them.
 */
@NullMarked
package dev.bellows.job;

import org.jspecify.annotations.NullMarked;
