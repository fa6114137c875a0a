/** Spark applications that fail on purpose, each in one way that a service must tell from the others. */
@NullMarked
package dev.bellows.samples.jobs.mishaps;

import org.jspecify.annotations.NullMarked;
