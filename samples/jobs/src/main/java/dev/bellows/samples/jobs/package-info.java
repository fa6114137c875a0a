/**
 * Spark applications, as a team writes them: they know Spark and nothing of Bellows. Their jar travels with the job, so it holds
 * nothing but these classes.
 */
@NullMarked
package dev.bellows.samples.jobs;

import org.jspecify.annotations.NullMarked;
